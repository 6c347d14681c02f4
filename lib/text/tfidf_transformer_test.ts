import assert from "node:assert/strict";
import { Matrix, SparseMatrix } from "../matrix/mod.ts";
import { assertMatrixClose } from "../testing/assert_close.ts";
import expected from "./expected_text.json" with { type: "json" };
import { TfidfTransformer, type TfidfTransformerOptions } from "./tfidf_transformer.ts";

/** All entries stored, zeros too. */
function allStored(rows: number[][]): SparseMatrix {
  const cols = rows[0]!.length;
  return new SparseMatrix(
    rows.length,
    cols,
    Int32Array.from({ length: rows.length + 1 }, (_, i) => i * cols),
    Int32Array.from(rows.flatMap((row) => row.map((_, j) => j))),
    Float64Array.from(rows.flat()),
  );
}

const nonzeros = (rows: number[][]) => SparseMatrix.fromDense(Matrix.from(rows));

const numbers = (row: string) => row.split(" ").map(Number);
const counts = expected.weights.counts.map(numbers);
const newCounts = expected.weights.new.map(numbers);

for (const { options, idf, weights, new: transformed } of expected.weights.cases) {
  Deno.test(`${JSON.stringify(options)} gives scikit-learn's weights, zeros stored or not`, () => {
    for (const sparse of [nonzeros, allStored]) {
      const transformer = new TfidfTransformer(options as TfidfTransformerOptions);
      const V = transformer.fitTransform(sparse(counts));
      assertMatrixClose(V.toDense(), weights.map(numbers), 1e-14);
      const New = transformer.transform(sparse(newCounts));
      assertMatrixClose(New.toDense(), transformed.map(numbers), 1e-14);
      if (idf === null) continue;
      numbers(idf).forEach((weight, j) => {
        assert.ok(Math.abs(transformer.idf[j]! - weight) < 1e-14);
      });
    }
  });
}

Deno.test("sublinearTf leaves a stored zero 0", () => {
  const counts = new SparseMatrix(
    1,
    2,
    Int32Array.of(0, 2),
    Int32Array.of(0, 1),
    Float64Array.of(0, 2),
  );
  for (const useIdf of [true, false]) {
    const V = new TfidfTransformer({ sublinearTf: true, useIdf }).fitTransform(counts);
    assert.deepEqual([...V.data], [0, 1]);
  }
  const options = { sublinearTf: true, norm: null, useIdf: false } as const;
  const V = new TfidfTransformer(options).fitTransform(counts);
  assert.deepEqual([...V.data], [0, 1 + Math.log(2)]);
});

// As in scikit-learn, whose idf is ∞ there too; its transform raises an error only if it
// scales the row.
Deno.test("without smoothIdf a term in no document of fit may not occur", () => {
  for (const norm of ["l1", "l2", null] as const) {
    const transformer = new TfidfTransformer({ smoothIdf: false, norm });
    transformer.fit(nonzeros([[1, 0]]));
    assert.deepEqual([...transformer.idf], [1, Infinity]);
    const V = transformer.transform(nonzeros([[2, 0], [0, 0]]));
    assert.deepEqual(V.toDense().toArray(), [[norm === null ? 2 : 1, 0], [0, 0]]);
    // A zero that is stored does not occur: 0 · ∞ is no number.
    const stored = transformer.transform(allStored([[2, 0]]));
    assert.deepEqual(stored.toDense().toArray(), [[norm === null ? 2 : 1, 0]]);
    assert.throws(() => transformer.transform(nonzeros([[1, 1]])), {
      name: "RangeError",
      message: /column 1 was in no document.*smoothIdf/,
    });
  }
  const none = new TfidfTransformer({ smoothIdf: false });
  none.fit(
    new SparseMatrix(0, 1, Int32Array.of(0), new Int32Array(), new Float64Array()),
  );
  assert.deepEqual([...none.idf], [Infinity]);
});

Deno.test("rows are scaled right where squares are not numbers any more", () => {
  for (const scale of [1e-320, 1e-300, 1e-200, 1e-160, 1, 1e160, 1e200, 1e300]) {
    for (const [norm, size] of [["l2", 5], ["l1", 7]] as const) {
      const transformer = new TfidfTransformer({ useIdf: false, norm });
      const V = transformer.transform(nonzeros([[3 * scale, 4 * scale]])).toDense();
      // A number as small as 1e-320 has four digits alone.
      assertMatrixClose(V, [[3 / size, 4 / size]], scale < 1e-310 ? 1e-3 : 1e-15);
    }
  }
});

Deno.test("a weight beyond the largest number is an error, not NaN", () => {
  const transformer = new TfidfTransformer().fit(nonzeros([[1, 0], [0, 1]]));
  assert.throws(() => transformer.transform(nonzeros([[Number.MAX_VALUE, 1]])), {
    name: "RangeError",
    message: /beyond the largest number/,
  });
});

Deno.test("the idf that is handed out is a copy", () => {
  const transformer = new TfidfTransformer().fit(nonzeros([[1, 0]]));
  transformer.idf.fill(0);
  assert.equal(transformer.idf[0], 1);
});

Deno.test("the options that are handed in are read once", () => {
  const options: TfidfTransformerOptions = { useIdf: false, norm: null };
  const transformer = new TfidfTransformer(options);
  options.sublinearTf = true;
  assert.deepEqual([...transformer.transform(nonzeros([[3]])).data], [3]);
});

Deno.test("options of the wrong kind are refused", () => {
  const refused = (options: unknown, name: string, message: RegExp) =>
    assert.throws(() => new TfidfTransformer(options as TfidfTransformerOptions), {
      name,
      message,
    });
  refused({ norm: "max" }, "RangeError", /"l1", "l2" or null, not "max"/);
  refused({ norm: 2 }, "RangeError", /"l1", "l2" or null, not 2/);
  refused({ useIdf: 1 }, "TypeError", /useIdf must be true or false, not 1/);
  refused({ smoothIdf: "no" }, "TypeError", /smoothIdf must be true or false, not "no"/);
  refused({ sublinearTf: null }, "TypeError", /sublinearTf must be .*, not null/);
});

Deno.test("what is no matrix of counts, or one of other columns, is refused", () => {
  const transformer = new TfidfTransformer().fit(nonzeros([[1, 0]]));
  for (const counts of [[[1, 0]], Matrix.from([[1, 0]]), null, "moon"]) {
    const refused = { name: "TypeError", message: /counts must be a SparseMatrix, not / };
    assert.throws(() => transformer.fit(counts as unknown as SparseMatrix), refused);
    assert.throws(
      () => transformer.transform(counts as unknown as SparseMatrix),
      refused,
    );
  }
  for (const count of [-1, NaN, Infinity, -Infinity]) {
    const counts = allStored([[1, count]]);
    const refused = { name: "RangeError", message: /finite and not negative, not / };
    assert.throws(() => transformer.fit(counts), refused);
    assert.throws(() => transformer.transform(counts), refused);
    assert.throws(() => transformer.fitTransform(counts), refused);
  }
  assert.throws(() => transformer.transform(nonzeros([[1, 0, 2]])), {
    name: "RangeError",
    message: /3 columns; fit had 2/,
  });
});

Deno.test("before fit there is no idf", () => {
  const transformer = new TfidfTransformer();
  assert.throws(() => transformer.idf, { name: "Error", message: /call fit/ });
  assert.throws(() => transformer.transform(nonzeros([[1]])), /call fit/);
  const V = new TfidfTransformer({ useIdf: false, norm: null }).transform(
    nonzeros([[2]]),
  );
  assert.deepEqual([...V.data], [2]);
});
