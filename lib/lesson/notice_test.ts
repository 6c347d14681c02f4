import assert from "node:assert/strict";
import { Matrix, SparseMatrix } from "../matrix/mod.ts";
import { notice } from "./mod.ts";

// ‖V‖ = 5, the error of W = H = 0.
const V = SparseMatrix.fromDense(Matrix.from([[3, 0], [0, 4]]));
const good = { W: Matrix.from([[1, 0], [0, 1]]), H: Matrix.from([[3, 0], [0, 4]]) };

/** A history with these errors, of iterations 0, 1, 2, … */
const history = (...errors: number[]) =>
  errors.map((error, iteration) => ({ iteration, seconds: 0, error }));

Deno.test("a descent that went well is passed in silence", () => {
  assert.deepEqual(notice(V, { ...good, history: history(4, 3, 0) }), []);
  // A way that rises in between is common; the end counts.
  assert.deepEqual(notice(V, { ...good, history: history(4, 4.5, 1, 0.01, 0) }), []);
  // An exact factorization from the start on has nowhere to go.
  assert.deepEqual(notice(V, { ...good, history: history(0, 0) }), []);
  assert.deepEqual(notice(V, { ...good, history: history(0) }), []);
});

Deno.test("entries that are no finite numbers are counted, and the iteration is named", () => {
  const W = Matrix.from([[NaN, 0], [0, Infinity]]);
  const texts = notice(V, { W, H: good.H, history: history(4, 9, NaN, NaN) });
  assert.equal(texts.length, 1);
  assert.match(
    texts[0],
    /^2 entries of W are no finite numbers, and the error is none after iteration 2\.\n.*\?/,
  );
  const [both] = notice(V, {
    W: Matrix.from([[NaN, 0], [0, 0]]),
    H: Matrix.from([[-Infinity, 0], [0, 0]]),
    history: history(4),
  });
  assert.match(both, /^1 entry of W and 1 entry of H are no finite numbers\.\n/);
});

Deno.test("an error that rose is named with its start, its end and the first rise", () => {
  const half = { W: good.W, H: Matrix.from([[3, 0], [0, 0]]) }; // error 4
  const [text] = notice(V, { ...half, history: history(3.5, 3.4, 3.6, 4) });
  assert.match(
    text,
    /^The error rose from 3\.5000 at the start to 4\.0000 \(.*iteration 2\)/,
  );
  assert.match(text, /\nW = H = 0 has 5\.0000\. .*\bsign\b[^]*\?$/);
  const [again] = notice(V, { ...half, history: history(4.5, 0.5, 4) });
  assert.match(
    again,
    /^The error was 0\.5000 after iteration 1 and rose again to 4\.0000/,
  );
});

Deno.test("an error that never changed is named, but for one topic", () => {
  const half = { W: good.W, H: Matrix.from([[3, 1], [1, 0]]) };
  const error = Math.sqrt(1 + 1 + 16);
  const [text] = notice(V, { ...half, history: history(error, error, error) });
  assert.match(
    text,
    /^The error did not change: it is 4\.2426, as at the start\.\n.*\?$/,
  );
  const one = { W: Matrix.from([[0.1], [1]]), H: Matrix.from([[0.1, 4]]) };
  const best = Math.hypot(3 - 0.01, 0.4, 0.1, 0);
  assert.deepEqual(notice(V, { ...one, history: history(best, best) }), []);
});

Deno.test("worse than no topics at all: as it is, and once the negatives are 0", () => {
  const doubled = { W: good.W, H: Matrix.from([[9, 0], [0, 4]]) }; // error 6
  const texts = notice(V, { ...doubled, history: history(7, 6) });
  assert.equal(texts.length, 1);
  assert.match(texts[0], /^The error, 6\.0000, is worse than that of W = H = 0, 5\.0000/);
  // 10 · 1 − 7 · 1 is 3; without the −7 it is 10, and the error √(7² + 4²).
  const bought = { W: Matrix.from([[1, 1], [0, 0]]), H: Matrix.from([[10, 0], [-7, 0]]) };
  assert.deepEqual(notice(V, { ...bought, history: history(6, 4) }).length, 1);
  assert.match(
    notice(V, { ...bought, history: history(6, 4) })[0],
    /^With the negatives set to 0 the error is 8\.0623, .* 5\.0000\.\n.*\?$/,
  );
});

Deno.test("topics that are empty, or the same, are named", () => {
  const emptyW = { W: Matrix.from([[1, 0], [0, 0]]), H: Matrix.from([[3, 0], [0, 4]]) };
  assert.match(notice(V, { ...emptyW, history: history(5, 4) })[0], /^Topic 2 is empty/);
  const emptyH = { W: good.W, H: Matrix.from([[0, 0], [0, 4]]) };
  assert.match(notice(V, { ...emptyH, history: history(5, 3) })[0], /^Topic 1 is empty/);
  // Twice the other, term by term.
  const same = {
    W: Matrix.from([[0.1, 0.1], [0.1, 0.1]]),
    H: Matrix.from([[3, 4], [6, 8]]),
  };
  assert.match(
    notice(V, { ...same, history: history(5, 4.4) }).at(-1)!,
    /^Topics 1 and 2 are/,
  );
});
