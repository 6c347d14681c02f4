import assert from "node:assert/strict";
import { portableLog } from "./portable_log.ts";

Deno.test("portableLog is the logarithm but for the last digit", () => {
  // math.log of Python 3.11, which is right to less than 0.52 units in the last place
  const expected = [
    [1, 0],
    [2, 0.6931471805599453],
    [0.5, -0.6931471805599453],
    [0.7, -0.35667494393873245],
    [0.99, -0.01005033585350145],
    [0.9999999999, -1.000000082790371e-10],
    [1.3, 0.26236426446749106],
    [1e-10, -23.025850929940457],
    [1e-30, -69.07755278982137],
    [12345.678, 9.421061321291832],
  ] as const;
  for (const [x, log] of expected) {
    const distance = Math.abs(portableLog(x) - log);
    assert.ok(distance <= Number.EPSILON * Math.abs(log), `ln ${x}: ${portableLog(x)}`);
  }
  for (let i = 1; i < 20_000; i++) {
    const x = i / 20_000;
    const log = Math.log(x);
    assert.ok(Math.abs(portableLog(x) - log) <= 1.5 * Number.EPSILON * Math.abs(log));
  }
});
