import assert from "node:assert/strict";
import { componentLine, toSvg } from "./mod.ts";

/** Where the names of the terms stand in the drawing, and on which side of their sticks. */
async function names(row: number[], terms: string[]): Promise<Record<string, string>> {
  const svg = await toSvg(componentLine(row, terms, "Topic 1"));
  const sides: Record<string, string> = {};
  for (
    const [, anchor, term] of svg.matchAll(/text-anchor="(\w+)"[^>]*>([a-z]+)<\/text>/g)
  ) {
    if (terms.includes(term!)) sides[term!] = anchor!;
  }
  return sides;
}

const TERMS = Array.from(
  { length: 26 ** 2 },
  (_, i) => `${String.fromCharCode(97 + i / 26, 97 + i % 26)}aaaaaaaa`,
);

/** The names of these terms, each with its weight. */
function sidesOf(weights: Record<string, number>): Promise<Record<string, string>> {
  return names(TERMS.map((term) => weights[term.slice(0, 2)] ?? 0), TERMS);
}

Deno.test("the highest sticks are named, those at the right edge to the left of them", async () => {
  assert.deepEqual(await sidesOf({ ab: 5, lo: 4, xc: 3, zz: 2 }), {
    abaaaaaaaa: "start",
    loaaaaaaaa: "start",
    xcaaaaaaaa: "start",
    zzaaaaaaaa: "end",
  });
});

Deno.test("a name goes to the other side, or is left out, rather than into a higher one's", async () => {
  assert.deepEqual(await sidesOf({ lo: 5, lp: 4.9, lm: 4.8, kt: 3 }), {
    loaaaaaaaa: "start",
    lmaaaaaaaa: "end",
    ktaaaaaaaa: "start",
  });
});
