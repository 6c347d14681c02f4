import assert from "node:assert/strict";
import { Matrix, Random, uniformMatrix } from "../matrix/mod.ts";
import { type Chart, documentTopics, toSvg } from "./mod.ts";

/** The rows that are drawn, from the top, and where the categories begin. */
function drawn(chart: Chart, topics: number) {
  const { layer } = chart as unknown as {
    layer: [
      { data: { values: { y: number; topic: number; share: number }[] } },
      { data: { values: { from: number }[] } },
    ];
  };
  const cells = layer[0].data.values;
  const rows = Array.from(
    { length: Math.max(...cells.map(({ y }) => y)) + 1 },
    () => new Array<number>(topics).fill(0),
  );
  for (const { y, topic, share } of cells) rows[y]![topic - 1] = share;
  return { rows, begins: layer[1].data.values.map(({ from }) => from) };
}

Deno.test("documents stand by category, then by strongest topic, as shares", () => {
  const W = Matrix.from([[1, 3], [3, 1], [0, 0], [9, 1], [-4, 2], [1, 1]]);
  const chart = documentTopics(W, ["b", "b", "a", "b", "a", "b"], "Documents");
  assert.deepEqual(drawn(chart, 2), {
    // a: the negative counts as 0, the empty row is last; b: by topic, the clearer first
    rows: [[0, 1], [0, 0], [0.9, 0.1], [0.75, 0.25], [0.5, 0.5], [0.25, 0.75]],
    begins: [2],
  });
});

Deno.test("of more than 400 documents neighbours are drawn as their mean", () => {
  // 401 documents make pairs: 2 of one category, and 399 of the other.
  const shares = Array.from(
    { length: 401 },
    (_, i) => i < 2 ? [1 - i / 4, i / 4] : [0, 1],
  );
  const categories = shares.map((_, i) => i < 2 ? "a" : "b");
  const { rows, begins } = drawn(documentTopics(Matrix.from(shares), categories, ""), 2);
  assert.equal(rows.length, 1 + 200);
  assert.deepEqual(rows[0], [0.875, 0.125]);
  assert.deepEqual(begins, [1]);
  const whole = Matrix.from(shares.slice(0, 400));
  assert.equal(
    drawn(documentTopics(whole, categories.slice(0, 400), ""), 2).rows.length,
    400,
  );
});

Deno.test("the picture of 2034 documents stays below 300 kB", async () => {
  const W = uniformMatrix(2034, 6, new Random(1));
  const categories = Array.from({ length: 2034 }, (_, i) => `category ${i % 4}`);
  assert.ok((await toSvg(documentTopics(W, categories, "Documents"))).length < 300_000);
});

Deno.test("documentTopics refuses categories that do not fit", () => {
  assert.throws(() => documentTopics(Matrix.from([[1]]), [], "Documents"), {
    name: "RangeError",
    message: "1 documents, but 0 categories",
  });
});
