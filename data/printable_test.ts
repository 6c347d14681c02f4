import assert from "node:assert/strict";
import { listed, printable } from "./printable.ts";

Deno.test("printable leaves ordinary names of any script as they are", () => {
  for (const name of ["a b.txt", "<b>&amp;</b>", "日本語", "ä\u0308", "👩‍🚀", "c:\\x"]) {
    assert.equal(printable(name), name);
  }
});

Deno.test("printable writes what breaks a line or turns it round as escapes", () => {
  assert.equal(printable("a\nb\r\tc"), "a\\nb\\r\\tc");
  assert.equal(
    printable("\x1b[31mred\x07\x7f\x85"),
    "\\u{1b}[31mred\\u{7}\\u{7f}\\u{85}",
  );
  assert.equal(
    printable("a\u2028b\u2029\u202etxt.exe"),
    "a\\u{2028}b\\u{2029}\\u{202e}txt.exe",
  );
  assert.equal(printable("half \ud83d"), "half \\u{d83d}");
});

Deno.test("listed shows the first names and counts the others", () => {
  assert.equal(listed([], 3), "");
  assert.equal(listed(["a", "b", "c"], 3), "a, b, c");
  assert.equal(listed(["a", "b", "c", "d", "e"], 3), "a, b, c and 2 more");
  assert.equal(listed(["a", "b"], 3, 1000), "a, b and 998 more");
  assert.equal(listed(["a\nb"], 1), "a\\nb");
});

Deno.test("listed cuts a long name in the middle, never through a character", () => {
  assert.equal(listed(["x".repeat(60)], 1), "x".repeat(60));
  const long = "🚀".repeat(50) + "y".repeat(50) + ".txt";
  assert.equal(listed([long], 1), `${"🚀".repeat(40)}…${"y".repeat(11)}.txt`);
});
