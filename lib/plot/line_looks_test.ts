import assert from "node:assert/strict";
import { lineLooks } from "./line_looks.ts";

Deno.test("of lines one upon the other, each is seen: what lies above has gaps and is narrower", () => {
  for (const count of [2, 3, 9, 20]) {
    const looks = lineLooks(count);
    assert.equal(new Set(looks.map((look) => JSON.stringify(look))).size, count);
    looks.forEach((look, i) => {
      if (i === 0) return;
      assert.ok(
        look.dash.some((length, p) => p % 2 === 1 && length >= 3),
        `${i} has no gap`,
      );
      assert.ok(look.width < looks[i - 1].width);
      assert.notDeepEqual(look.dash, looks[i - 1].dash);
    });
    // A line that is seen at all.
    assert.ok(looks.every(({ width }) => width >= 1.5));
  }
  assert.deepEqual(lineLooks(1).map(({ dash, width }) => [dash, width]), [[[1, 0], 2]]);
  assert.deepEqual(lineLooks(0), []);
});

Deno.test("up to forty-two lines differ in colour or dashes", () => {
  const looks = lineLooks(42).map(({ color, dash }) => JSON.stringify([color, dash]));
  assert.equal(new Set(looks).size, 42);
});
