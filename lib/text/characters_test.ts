import assert from "node:assert/strict";
import { DIGIT, SPACE, WORD } from "./characters.ts";
import expected from "./expected_text.json" with { type: "json" };
import { stripAccents } from "./strip_accents.ts";

const { assigned, word, digit, space, accent, lower, sigma } = expected.characters;

/** From ranges in base 16, such as "30-39 5f", to 1 for each code point in them. */
function marks(ranges: string): Uint8Array {
  const marked = new Uint8Array(0x110000);
  for (const range of ranges.split(" ")) {
    const [from, to = from] = range.split("-").map((end) => parseInt(end, 16));
    marked.fill(1, from!, to! + 1);
  }
  return marked;
}

const isAssigned = marks(assigned);

/**
 * All code points that Python's Unicode knows and for which the two disagree. Python 3.11
 * has Unicode 14; engines have newer ones, with more characters.
 */
function differences(ranges: string, holds: (character: string) => boolean): string[] {
  const inPython = marks(ranges);
  const different: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    if (!isAssigned[code]) continue;
    if (holds(String.fromCodePoint(code)) !== (inPython[code] === 1)) {
      different.push(code.toString(16));
    }
  }
  return different;
}

for (const [name, inside, ranges] of [["\\w", WORD, word], ["\\d", DIGIT, digit]]) {
  Deno.test(`${name} is Python's, for every code point`, () => {
    const pattern = new RegExp(`^[${inside}]$`, "u");
    assert.deepEqual(differences(ranges!, (character) => pattern.test(character)), []);
  });
}

Deno.test("\\s is Python's, for every code point, known to Python or not", () => {
  const pattern = new RegExp(`^[${SPACE}]$`, "u");
  const inPython = marks(space);
  for (let code = 0; code < 0x110000; code++) {
    const isSpace = pattern.test(String.fromCodePoint(code));
    assert.equal(isSpace, inPython[code] === 1, code.toString(16));
  }
});

Deno.test("toLowerCase is Python's lower, for every code point", () => {
  const inPython = new Map(
    lower.split(" ").map((pair) => {
      const [character, ...lowered] = pair;
      return [character!, lowered.join("")];
    }),
  );
  for (let code = 0; code < 0x110000; code++) {
    const character = String.fromCodePoint(code);
    if (isAssigned[code]) {
      assert.equal(character.toLowerCase(), inPython.get(character) ?? character);
    }
  }
});

Deno.test("toLowerCase finds the final sigmas that Python's lower finds", () => {
  const hasFinal = (text: string) => text.toLowerCase().includes("ς");
  assert.deepEqual(
    differences(sigma.after, (character) => hasFinal(character + "Σ")),
    [],
  );
  // Half a pair before or behind is skipped or not; such texts are broken either way.
  const whole = (codes: string[]) => codes.filter((code) => !/^d[89a-f]..$/.test(code));
  // Unicode 15 made U+1171E, a vowel sign of Ahom, one of the signs that are passed over.
  assert.deepEqual(
    whole(differences(sigma.between, (character) => hasFinal(`a${character}Σ`))),
    ["1171e"],
  );
  assert.deepEqual(
    whole(differences(sigma.before, (character) => hasFinal(`aΣ${character}`))),
    [],
  );
});

Deno.test("the characters that stripAccents leaves nothing of are scikit-learn's", () => {
  const isGone = (character: string) => stripAccents(character, "unicode") === "";
  assert.deepEqual(differences(accent, isGone), []);
});
