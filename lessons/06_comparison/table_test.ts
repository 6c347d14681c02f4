import assert from "node:assert/strict";
import { COLUMNS, type Measured } from "./columns.ts";
import { columnsInBrief, ONE_START, oneStartTable } from "./table.ts";

const RUN: Measured & { method: { name: string } } = {
  method: { name: "a" },
  error: 43.64564,
  clamped: 43.6457,
  negatives: { W: 2, H: 30 },
  iterations: 35,
  seconds: 0.1149,
  secondsToBest: 0.0094,
  matched: 0.979,
  nmi: 0.3834,
  purity: 0.628,
  coherence: 0.45,
};
const BOUNDS = { floor: 43.62854, zero: 44.4297 };

Deno.test("oneStartTable: every number in the column it belongs to, between the bounds", () => {
  const { head, rows, columns } = oneStartTable([RUN], BOUNDS);
  assert.deepEqual(head, ["method", ...columns.map((name) => COLUMNS[name].head)]);
  assert.deepEqual(rows.map(({ cells }) => cells.join("|")), [
    "truncated SVD, the floor|43.6285||||||||||",
    "a|43.6456|43.6457|2|30|35|0.11|0.009|98 %|0.383|0.628|0.450",
    "W = H = 0|44.4297|44.4297|||||||||",
  ]);
  assert.deepEqual(rows.map(({ back = false }) => back), [true, false, true]);
});

Deno.test("oneStartTable: a run of NaN has no topics and no signs, only that it ran", () => {
  const run = { ...RUN, error: NaN, clamped: NaN, secondsToBest: null };
  const { rows } = oneStartTable([run], BOUNDS);
  assert.equal(rows[1]!.cells.join("|"), "a|none|none|||35|0.11|||||");
});

Deno.test("oneStartTable: an explosion in a few digits, never near, a word without coherence", () => {
  const run = {
    ...RUN,
    error: 1.234e20,
    clamped: 2e6,
    secondsToBest: null,
    coherence: NaN,
  };
  const cells = oneStartTable([run], BOUNDS).rows[1]!.cells.join("|");
  assert.equal(cells, "a|1.2e+20|2.0e+6|2|30|35|0.11|never|98 %|0.383|0.628|");
});

Deno.test("columnsInBrief: every column of the table is explained", () => {
  const text = columnsInBrief(ONE_START);
  for (const name of ONE_START) assert.ok(text.includes(`${COLUMNS[name].head}: `), name);
});
