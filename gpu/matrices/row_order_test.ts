import assert from "node:assert/strict";
import { Random } from "@nmf/lib/matrix";
import { rowOrder } from "./row_order.ts";
import { randomSparse } from "../testing.ts";

Deno.test("every row is taken once, and bundles have rows of like length", () => {
  const A = randomSparse(300, 200, new Random(1));
  const order = [...rowOrder(A)];
  assert.deepEqual(
    order.toSorted((a, b) => a - b),
    Array.from({ length: 300 }, (_, i) => i),
  );
  const length = (i: number) => A.indptr[i + 1]! - A.indptr[i]!;
  const spread = (rows: number[]) => {
    const bundles = Array.from({ length: 4 }, (_, b) => rows.slice(64 * b, 64 * b + 64));
    return bundles.map((bundle) =>
      Math.max(...bundle.map(length)) - Math.min(...bundle.map(length))
    ).reduce((a, b) => a + b);
  };
  const unsorted = Array.from({ length: 300 }, (_, i) => i);
  assert.ok(spread(order) < spread(unsorted) / 2);
});
