/** What Deno calls the kinds of numbers, and WGSL. */
const KINDS: Record<string, string> = { Uint: "u32", Sint: "i32", Float: "f32" };

/** What compilers say of the commonest slips, and what it means. */
const MEANINGS: readonly [holds: (message: string, line: string) => boolean, string][] = [
  [
    (_, line) => /\?.*:/.test(line),
    "WGSL has no “c ? a : b”. What it has is select(b, a, c), with the parts the other way round.",
  ],
  [
    (_, line) => /\^|\*\*/.test(line),
    "WGSL has no operator for powers, and ^ works on the bits of whole numbers. A square is x * x.",
  ],
  [
    (message) => /expected [`']?;/.test(message),
    "Does the line before that place end with a semicolon?",
  ],
  [
    (message) => /sub-access|cannot index type/.test(message),
    "An array in the device's memory has one index, not two: rows lie one behind the other.",
  ],
  [
    (message) => /\bi32\b/.test(message) && /\bf32\b/.test(message),
    "An i32 meets an f32 there. A variable that begins with 0 is an i32; begin with 0.0.",
  ],
  [
    (message) => /\bi32\b/.test(message) && /\bu32\b/.test(message),
    "An i32 meets a u32 there. A variable that begins with 0 is an i32; begin with 0u.",
  ],
  [
    (message) => /\bu32\b/.test(message) && /\bf32\b/.test(message),
    "A u32 meets an f32 there, and WGSL turns neither into the other: f32(…) makes an f32 of a " +
    "u32.",
  ],
  [
    (message) => /`var` instead of `let`|cannot assign to 'let/.test(message),
    "What “let” names stays as it is; a variable that changes begins with “var”.",
  ],
];

/**
 * What a compiler says of a kernel, followed by what that means where it is a common slip.
 *
 * @param message of an `InputError` of `@nmf/gpu`: file, line, column, what is wrong, the line
 * @returns the message and its meaning; undefined if no compiler says this
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { inWords } from "./in_words.ts";
 *
 * const says = "a.wgsl, line 3, column 7: expected `;`, found \"}\"; the line is: }";
 * assert.match(inWords(says)!, /^a.wgsl, line 3.*\nDoes the line before/s);
 * assert.equal(inWords("no GPU adapter was found"), undefined);
 * ```
 */
export function inWords(message: string): string | undefined {
  const [, says, line] =
    /, line \d+, column \d+: ([^]*); the line is: ([^]*)$/.exec(message) ?? [];
  if (says === undefined) return undefined;
  // Chromium goes on for many lines about what would have been right.
  const first = says.split("\n", 1)[0].replaceAll(
    /\[\d+\] \(of type Scalar\(Scalar \{ kind: (\w+), width: \d+ \}\)\)/g,
    (known, kind) => KINDS[kind] ?? known,
  );
  const short = message.replace(says, () => first);
  const meaning = MEANINGS.find(([holds]) => holds(first, line))?.[1];
  return meaning === undefined ? short : `${short}\n${meaning}`;
}
