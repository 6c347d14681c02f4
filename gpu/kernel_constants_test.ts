import assert from "node:assert/strict";
import { putConstants } from "./kernel_constants.ts";

Deno.test("a const's number is replaced, an override's value is given", () => {
  const code =
    "const K: u32 = 6; // topics\noverride DOCUMENTS: u32 = 1;\nconst KK: u32 = 1;\n";
  assert.deepEqual(putConstants("step.wgsl", code, { K: 18, DOCUMENTS: 300 }), {
    code: code.replace("6", "18"),
    overrides: { DOCUMENTS: 300 },
  });
  assert.deepEqual(putConstants("a.wgsl", "  const  K:u32=6u ;", { K: 2 }), {
    code: "  const  K:u32=2u ;",
    overrides: {},
  });
  assert.deepEqual(putConstants("a.wgsl", "override K : u32;", { K: 2 }).overrides, {
    K: 2,
  });
  assert.equal(putConstants("a.wgsl", "as it is", {}).code, "as it is");
});

Deno.test("a constant without its line is refused, by file and name", () => {
  for (
    const code of [
      "const K = 6u;",
      "const K: i32 = 6;",
      "const K: u32 = QUADS;",
      "const k: u32 = 6;",
      "const KK: u32 = 6;",
      "// const K: u32 = 6;\nconst K = 6u;",
      "/* so it was:\nconst K: u32 = 6;\n*/\nconst K = 6u;",
      "override K = 6u;",
      "",
    ]
  ) {
    assert.throws(() => putConstants("step.wgsl", code, { K: 8 }), {
      name: "InputError",
      message: "step.wgsl: the value of K, 8, cannot be put in, because the line " +
        "“const K: u32 = …;” is not found; write it so, with a number",
    }, code);
  }
});

Deno.test("a comment with the line in it does not get in the way", () => {
  const code = "// const K: u32 = 6;\n/* const K: u32 = 5; */\nconst K: u32 = 4;";
  assert.equal(
    putConstants("step.wgsl", code, { K: 8 }).code,
    code.replace("= 4", "= 8"),
  );
});

Deno.test("a value that is no count is refused", () => {
  for (const K of [-1, 1.5, NaN, Infinity, 2 ** 32]) {
    assert.throws(() => putConstants("a.wgsl", "const K: u32 = 6;", { K }), {
      name: "RangeError",
      message: `a.wgsl: K must be a count below 2³², not ${K}`,
    });
  }
});
