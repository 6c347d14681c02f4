import assert from "node:assert/strict";
import { noGrad, Tensor } from "./mod.ts";

const x = new Tensor(3, { requiresGrad: true });

Deno.test("within noGrad nothing is recorded, afterwards it is again", () => {
  const y = noGrad(() => x.mul(2));
  assert.deepEqual([y.item(), y.requiresGrad, y.inputs], [6, false, []]);
  assert.equal(x.mul(2).requiresGrad, true);
});

Deno.test("noGrad within noGrad does not switch recording on", () => {
  const y = noGrad(() => {
    noGrad(() => x.mul(2));
    return x.mul(2);
  });
  assert.equal(y.requiresGrad, false);
});

Deno.test("an error within noGrad does not leave recording off", () => {
  assert.throws(
    () =>
      noGrad(() => {
        throw new Error("inside");
      }),
    /inside/,
  );
  assert.equal(x.mul(2).requiresGrad, true);
});

Deno.test("what goes on after noGrad has returned is refused, not recorded in silence", () => {
  assert.throws(() => noGrad(() => Promise.resolve(x.mul(2))), {
    name: "TypeError",
    message: /^noGrad: f returns a promise/,
  });
  assert.equal(x.mul(2).requiresGrad, true);
});
