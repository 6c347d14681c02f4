import "../../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import type { Cost } from "./measure.ts";
import { gains, lastWord } from "./show.ts";

Deno.test("the last word is of the errors: near, apart, not a number, or only one", () => {
  assert.match(lastWord([16.5, 16.5 + 1e-6]), /^The errors differ by 6e-8 of their size/);
  assert.match(lastWord([16.5, 16.6]), /more than float32 explains: .*\?$/s);
  assert.match(lastWord([16.5, NaN]), /more than float32 explains/);
  assert.equal(lastWord([16.5]), "The processor did the GPU's work here.");
});

Deno.test("gains are ratios of the seconds measured", () => {
  const cost = (seconds: number, elsewhere: boolean): Cost => ({
    name: "",
    seconds,
    operations: 1,
    bytes: 1,
    elsewhere,
  });
  const onGpu = [8, 9, 2, 0.5].map((seconds) => cost(seconds, false));
  const beside = [7, 6].map((seconds) => cost(seconds, true));
  assert.match(
    gains([...onGpu, ...beside]),
    /registers makes a step 4 times as fast, not forming it another 4 times,/,
  );
  assert.match(
    gains([cost(6, false), cost(2, false)]),
    /^Not forming R makes a step 3 times as fast on the same processor/,
  );
});
