import { assertClose } from "../../lib/testing/assert_close.ts";
import { fitLine } from "./fit_line.ts";

Deno.test("the line fit finds a = 3 and b = 8, and one step is what the formula gives", () => {
  const points = [0, 1, 2].map((x) => ({ x, y: 3 * x + 8 }));
  const { a, b } = fitLine(points, { a: -1, b: 1, rate: 0.1, steps: 2000 });
  assertClose(a, 3, 1e-9);
  assertClose(b, 8, 1e-9);
  // r = −x + 1 − 3x − 8 = −4x − 7 at x = 0, 1, 2: mean(r·x) = −41/3… by hand:
  // r = −7, −11, −15; 2·mean(r·x) = 2·(−11 − 30)/3; 2·mean(r) = 2·(−33)/3.
  const one = fitLine(points, { a: -1, b: 1, rate: 0.1, steps: 1 });
  assertClose(one.a, -1 + 0.1 * 82 / 3, 1e-12);
  assertClose(one.b, 1 + 0.1 * 22, 1e-12);
});
