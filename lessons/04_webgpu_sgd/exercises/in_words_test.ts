import assert from "node:assert/strict";
import { inWords } from "./in_words.ts";

const at = (says: string, line = "x = y;") =>
  inWords(`work.wgsl, line 3, column 7: ${says}; the line is: ${line}`) ?? "";

// As Deno 2.9 and Chromium 156 say it of the same slip.
const slips: [slip: string, says: string[], meaning: RegExp, line?: string][] = [
  [
    "u32 · f32",
    [
      "Operation Multiply can't work with [1] (of type Scalar(Scalar { kind: Uint, width: 4 })) " +
      "and [2] (of type Scalar(Scalar { kind: Float, width: 4 }))",
      "no matching overload for 'operator * (f32, u32)'\n\n9 candidate operators: 'i32'",
    ],
    /\nA u32 meets an f32/,
  ],
  [
    "0 for 0u",
    [
      "Operation Less can't work with [1] (of type Scalar(Scalar { kind: Sint, width: 4 })) and " +
      "[2] (of type Scalar(Scalar { kind: Uint, width: 4 }))",
      "no matching overload for 'operator < (i32, u32)'\n\n2 candidate operators: 'f32'",
    ],
    /\nAn i32 meets a u32/,
  ],
  [
    "0 for 0.0",
    [
      "automatic conversions cannot convert elements of `f32` to `i32`",
      "no matching overload for 'operator += (i32, f32)'\n\n5 candidate operators: 'u32'",
    ],
    /\nAn i32 meets an f32/,
  ],
  [
    "a missing semicolon",
    ['expected `;`, found "}"', "expected ';' for assignment statement"],
    /semicolon/,
  ],
  [
    "two indices",
    ["Invalid sub-access into type [2], indexed: false", "cannot index type 'f32'"],
    /one index, not two/,
  ],
  [
    "let for var",
    [
      "note: consider declaring `sum` with `var` instead of `let`",
      "cannot assign to 'let sum'",
    ],
    /“var”/,
  ],
  [
    "x ** 2",
    ["the operand of the `*` operator must be a pointer", "unable to parse right side"],
    /A square is x \* x/,
    "y = x ** 2;",
  ],
  [
    "c ? a : b",
    ['expected `;`, found "?"', "invalid character found"],
    /select/,
    "x = c ? a : b;",
  ],
];
for (const [slip, says, meaning, line] of slips) {
  Deno.test(`what a compiler says of ${slip} is explained`, () => {
    for (const said of says) assert.match(at(said, line), meaning);
  });
}

Deno.test("what a compiler says is shown in its first line, also where nothing explains it", () => {
  assert.equal(
    at("no definition in scope for identifier: `rate`\nand more"),
    "work.wgsl, line 3, column 7: no definition in scope for identifier: `rate`; " +
      "the line is: x = y;",
  );
});

Deno.test("f32 in the student's own line is no sign of a slip", () => {
  assert.doesNotMatch(
    at("unresolved value 'foo'", "let x = f32(foo) * u32(y);"),
    /meets/,
  );
});

Deno.test("what Deno calls its numbers is put in WGSL's words", () => {
  const scalar = (kind: string) =>
    `[12] (of type Scalar(Scalar { kind: ${kind}, width: 4 }))`;
  assert.match(
    at(`Operation Multiply can't work with ${scalar("Uint")} and ${scalar("Float")}`),
    /column 7: Operation Multiply can't work with u32 and f32; the line is/,
  );
});
