import assert from "node:assert/strict";
import { rangePlot, toSvg } from "./mod.ts";

const row = { name: "MU", median: 2, low: 1, high: 4 };
const failed = { name: "Adam", median: NaN, low: NaN, high: NaN };

/** How many lines, and how many dots, are drawn. */
async function marks(rows: typeof row[], log: boolean): Promise<number[]> {
  const svg = await toSvg(rangePlot(rows, "seconds", "Five seeds", { log }));
  return [/aria-roledescription="rule mark"/g, /aria-roledescription="circle"/g]
    .map((mark) => svg.match(mark)?.length ?? 0);
}

Deno.test("every method has a line and a dot, one that failed has its name only", async () => {
  for (const log of [false, true]) {
    assert.deepEqual(await marks([row, failed, { ...row, name: "CD" }], log), [2, 2]);
  }
});

Deno.test("a number that has no logarithm is refused on a logarithmic axis only", () => {
  const rows = [{ ...row, low: 0 }];
  assert.ok(rangePlot(rows, "seconds", "Five seeds"));
  assert.throws(() => rangePlot(rows, "seconds", "Five seeds", { log: true }), {
    name: "RangeError",
    message: "on a logarithmic axis “MU” must be above 0, not 0",
  });
});
