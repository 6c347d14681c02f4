import assert from "node:assert/strict";
import expected from "./expected_text.json" with { type: "json" };
import { stripAccents } from "./strip_accents.ts";

for (const { text, unicode, ascii } of expected.accents) {
  Deno.test(`the accents of ${JSON.stringify(text)} go as in scikit-learn`, () => {
    assert.equal(stripAccents(text, "unicode"), unicode);
    assert.equal(stripAccents(text, "ascii"), ascii);
  });
}

Deno.test("half a surrogate pair is no accent, and is not ASCII", () => {
  assert.equal(stripAccents("\ud83d é \udd38", "unicode"), "\ud83d e \udd38");
  assert.equal(stripAccents("\ud83d é \udd38", "ascii"), " e ");
});

Deno.test("another way than the two, or no text, is refused", () => {
  assert.throws(() => stripAccents("é", "latin" as "ascii"), {
    name: "RangeError",
    message: /"unicode" or "ascii", not "latin"/,
  });
  assert.throws(() => stripAccents(3 as unknown as string, "ascii"), {
    name: "TypeError",
    message: /a string, not 3/,
  });
});
