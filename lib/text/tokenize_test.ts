import assert from "node:assert/strict";
import fc from "fast-check";
import { scanTokens, tokenizer } from "./tokenize.ts";

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

Deno.test("a RegExp loses no tokens, whatever its flags and wherever it was used before", () => {
  const text = "!Moon, star; 𝒳𝒴 été";
  for (
    const flags of ["", "g", "y", "gy", "u", "gu", "yu", "gyu", "v", "gyv", "m", "s"]
  ) {
    const pattern = new RegExp("[A-Za-z\u{1d4b3}\u{1d4b4}é]+", flags);
    pattern.lastIndex = 5;
    const tokenize = tokenizer(pattern);
    for (let time = 0; time < 3; time++) {
      assert.deepEqual(tokenize(text), ["Moon", "star", "𝒳𝒴", "été"], flags);
      pattern.test(text);
    }
  }
  assert.deepEqual(tokenizer(/moon|É+/giy)("MOON éÉ moon"), ["MOON", "éÉ", "moon"]);
});

Deno.test("a RegExp is neither changed nor used", () => {
  const pattern = /\w+/gy;
  pattern.lastIndex = 2;
  tokenizer(pattern)("moon star");
  assert.equal(pattern.lastIndex, 2);
});

Deno.test("a RegExp goes by character if it can, and as it is if it cannot", () => {
  assert.deepEqual(tokenizer(/./)("a𝒳"), ["a", "𝒳"]);
  assert.deepEqual(tokenizer(new RegExp("\\p{L}+"))("naïve p{L}"), ["naïve", "p", "L"]);
  // With the flag u a \- outside of brackets is no pattern.
  assert.deepEqual(tokenizer(/\w+\-\w+/)("co-operate, don't"), ["co-operate"]);
  // It is JavaScript's \w in a RegExp; in a string it is Python's.
  assert.deepEqual(tokenizer(/\w+/)("été"), ["t"]);
  assert.deepEqual(tokenizer("\\w+")("été"), ["été"]);
});

Deno.test("one group is the token, two are refused, in a string and in a RegExp", () => {
  assert.deepEqual(tokenizer(/#(\w+)|\d/)("#one 2"), ["one", ""]);
  assert.deepEqual(tokenizer("#(\\w+)|\\d")("#one 2"), ["one", ""]);
  assert.deepEqual(tokenizer(/(?<tag>#\w+)/)("#one 2"), ["#one"]);
  assert.deepEqual(tokenizer("(?>#)(\\w+)")("#one 2"), ["one"]);
  const refused = { name: "TypeError", message: /tokenPattern has 2 groups.*\(\?:…\)/ };
  assert.throws(() => tokenizer(/(a)(b)/), refused);
  assert.throws(() => tokenizer("(a)(b)"), refused);
  assert.throws(() => tokenizer("(?P<a>a)(?P<b>b)"), refused);
});

Deno.test("a token pattern that is neither a string nor a RegExp is refused", () => {
  for (const pattern of [3, true, {}, () => [], ["\\w+"]]) {
    assert.throws(() => tokenizer(pattern as unknown as string), {
      name: "TypeError",
      message: /^tokenPattern must be a string or a RegExp, not /,
    });
  }
});
