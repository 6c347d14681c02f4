/**
 * Whether a kernel has a loop whose condition is always true, or that has none, and nothing
 * in it that leaves it.
 *
 * @param wgsl the kernel's text
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { hasEndlessLoop } from "./has_endless_loop.ts";
 *
 * assert.ok(hasEndlessLoop("while (true) { i++; }"));
 * assert.ok(hasEndlessLoop("for (;;) { if (a) { i++; } }"));
 * assert.ok(!hasEndlessLoop("loop { if (i > 3) { break; } i++; }"));
 * assert.ok(!hasEndlessLoop("// while (true) {}\nfor (var i = 0; i < 3; i++) {}"));
 * ```
 */
export function hasEndlessLoop(wgsl: string): boolean {
  const code = wgsl.replaceAll(/\/\/.*$/gm, "");
  const heads = code.matchAll(
    /\b(?:while\s*(?:\(\s*true\s*\)|true\b)|loop|for\s*\([^;)]*;\s*(?:true)?\s*;[^)]*\))\s*\{/g,
  );
  return heads.some(({ 0: head, index }) =>
    !/\b(break|return)\b/.test(blockFrom(code, index + head.length))
  );
}

/** The text up to the brace that closes the block that has just begun. */
function blockFrom(code: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; end < code.length && depth > 0; end++) {
    if (code[end] === "{") depth++;
    if (code[end] === "}") depth--;
  }
  return code.slice(start, end);
}
