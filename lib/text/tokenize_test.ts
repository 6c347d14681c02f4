import assert from "node:assert/strict";
import fc from "fast-check";
import { scanTokens } from "./tokenize.ts";

type Scan = typeof scanTokens;

function scanned(text: string, scan: Scan = scanTokens): string[] {
  const tokens: string[] = [];
  scan(text, (from, to) => tokens.push(text.slice(from, to)));
  return tokens;
}

/** What the scanner is by hand; a pattern keeps nothing from one text to the next. */
function matched(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
}

Deno.test("the scanner finds what the pattern finds, whatever is cut in the middle", () => {
  // Units of all kinds, so that whole pairs, lone halves and halves in the wrong order occur.
  const unit = fc.constantFrom(
    "a",
    "_",
    " ",
    "é",
    "\ud840",
    "\udc00",
    "\ud835",
    "\udd38",
  );
  const text = fc.oneof(
    fc.array(unit, { maxLength: 12 }).map((units) => units.join("")),
    fc.string({ unit: "binary", maxLength: 60 }),
  );
  fc.assert(fc.property(text, (text) => {
    assert.deepEqual(scanned(text), matched(text));
  }));
});

// A fresh copy of the module for each pair: what one text leaves behind, another would meet.
Deno.test("no text changes how a later one is cut into tokens, in either order", async () => {
  const texts = [
    "see \ud840",
    "\ud840\udc00\ud840\udc01 \ud835\udd38\ud835\udd39", // 𠀀𠀁 𝔸𝔹
    "\udc00\udc01 \udd38",
    "\ud835 ab",
    "\ud835\udd38\ud835",
    "\udd39\ud835\udd38\ud835\udd39",
    "\ud83d\ude80\ud83d\ude80 \ud83d", // rockets, which are no word characters
    "\ud83d\udd38 \ud83d\udd39",
    "naïve \ufeff\u0085 x_1 東京",
    "\ue000\ue000 \uffff\uffff",
  ];
  let copies = 0;
  for (const first of texts) {
    for (const then of texts) {
      const { scanTokens: scan } = await import(`./tokenize.ts?copy=${copies++}`) as {
        scanTokens: Scan;
      };
      scanned(first, scan);
      assert.deepEqual(scanned(then, scan), matched(then), JSON.stringify([first, then]));
    }
  }
});
