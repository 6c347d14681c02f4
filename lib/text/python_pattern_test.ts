import assert from "node:assert/strict";
import expected from "./expected_text.json" with { type: "json" };
import { pythonPattern } from "./python_pattern.ts";
import { tokenizer } from "./tokenize.ts";

for (const { pattern, tokens } of expected.patterns) {
  Deno.test(`${JSON.stringify(pattern)} finds what it finds in Python`, () => {
    const tokenize = tokenizer(pattern);
    expected.patternTexts.forEach((text, i) => {
      assert.deepEqual(tokenize(text), tokens[i], JSON.stringify(text));
    });
  });
}

// Python has neither.
Deno.test("JavaScript's \\p{…} and (?<name>…) are understood in a string", () => {
  assert.deepEqual(tokenizer("\\p{L}+")("naïve 東京 x1"), ["naïve", "東京", "x"]);
  assert.deepEqual(tokenizer("[^\\P{Lu}É]")("aÀÉ B"), ["À", "B"]);
  assert.deepEqual(tokenizer("#(?<tag>\\w+)")("#one #two"), ["one", "two"]);
});

/** What is wrong with a pattern, and a word of the line that says so. */
const REFUSED: [string, RegExp][] = [
  // Wrong in Python as well.
  ["(", /not closed/],
  ["[a", /not closed/],
  ["[]", /not closed/],
  ["a)", /a \) too many/],
  ["*a", /nothing before \*/],
  ["a|+", /nothing before \+/],
  ["a**", /repeats a repetition/],
  ["^+a", /repeats a place/],
  ["\\b*a", /repeats a place/],
  ["a{3,2}", /at least 3, at most 2/],
  ["[z-a]", /does not rise; write - as \\-/],
  ["[\\w-z]", /does not rise/],
  ["a\\", /ends with a backslash/],
  ["\\e", /\\e, which means nothing/],
  ["\\p", /\\p, which means nothing/],
  ["\\x4", /\\x, which means nothing/],
  ["\\U00110000", /beyond the last character/],
  ["(a)\\2", /group 2, which may not have matched/],
  ["(a\\1)", /group 1, which may not have matched/],
  ["(?P<a>x)(?P<a>y)", /two groups a/],
  ["(?P=a)", /no group named a/],
  ["(?P>a)", /unknown group.*write/],
  ["a(?i)b", /flags in its middle; write them at the beginning/],
  ["(?L)a", /the flag L; the flags are/],
  ["(?i-u:a)", /the flag u/],
  // Python knows these, JavaScript has nothing like them.
  ["(?ai)k", /a and i; leave i out/],
  ["\\101", /octal number; write \\x/],
  ["\\0", /octal number; write \\x/],
  ["[\\1]", /octal number; write \\x/],
  ["\\N{BULLET}", /\\N, which means nothing here; write the character itself/],
  ["(a)?(?(1)b|c)", /condition.*write the two cases/],
  ["(?:(a)|b)\\1", /group 1, which may not have matched/],
  ["(?:(a)?b)+", /some rounds pass by/],
  ["(?:(a)|b)+", /some rounds pass by/],
  ["(?i)(a)\\1", /under the flag i/],
  ["a(?!(b))", /a group in \(\?!…\)/],
  ["(?<=(a))b", /a group in \(\?<=…\)/],
  ["(?<=a++)b", /possessive/],
  ["(?:a*)*b", /may be nothing; write a\*/],
  // Matches of nothing would be tokens of nothing.
  ["\\w*", /tokens of no characters; write \+ for \*/],
  ["a|", /tokens of no characters/],
  ["\\b", /tokens of no characters/],
  ["", /tokens of no characters/],
  // JavaScript's own.
  ["(?P<a>x)\\k<a>", /\\k; write \(\?P=name\)/],
  ["\\p{Klingon}", /tokenPattern/],
];

for (const [pattern, reason] of REFUSED) {
  Deno.test(`${JSON.stringify(pattern)} is refused in one line`, () => {
    assert.throws(() => pythonPattern(pattern), (error: Error) => {
      assert.ok(error instanceof TypeError);
      assert.match(error.message, reason);
      assert.match(error.message, /^tokenPattern[^\n]*$/);
      return true;
    });
  });
}
