import assert from "node:assert/strict";
import { join } from "node:path";
import { loadCorpus } from "./load_corpus.ts";

const ROOT = join(import.meta.dirname!, "mini");
const corpus = await loadCorpus({ corpus: "mini" });
const raw = corpus.ids.map((id) => Deno.readTextFileSync(join(ROOT, `${id}.txt`)));
const bodies = raw.map((post) => post.slice(post.indexOf("\n\n") + 2));
const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];

Deno.test("mini has 50 posts in each of its 6 groups", () => {
  assert.deepEqual(corpus.categoryNames, [
    "cooking",
    "cycling",
    "ethics",
    "gardening",
    "graphics",
    "space",
  ]);
  for (const name of corpus.categoryNames) {
    assert.equal(corpus.categories.filter((category) => category === name).length, 50);
  }
});

Deno.test("every post of mini has 60 to 140 words, and 60 of its own", () => {
  corpus.documents.forEach((own, i) => {
    const all = words(bodies[i]!).length;
    assert.ok(all <= 140, `${corpus.ids[i]} has ${all} words`);
    assert.ok(
      words(own).length >= 60,
      `${corpus.ids[i]} keeps ${words(own).length} words`,
    );
  });
});

Deno.test("posts of mini are raw: a header each, some with quotes, some signed", () => {
  assert.ok(raw.every((post) => /^From: .*\nSubject: /.test(post)));
  assert.ok(bodies.filter((body) => /^>/m.test(body)).length >= 90);
  assert.ok(bodies.filter((body) => /^-{2,} ?$/m.test(body)).length >= 90);
});

Deno.test("every address in mini ends in .example", () => {
  for (const [i, post] of raw.entries()) {
    for (const [address] of post.matchAll(/[\w.+-]+@[\w.-]+\w/g)) {
      assert.ok(address.endsWith(".example"), `${corpus.ids[i]}: ${address}`);
    }
  }
});

Deno.test("no run of eight words stands twice in mini", () => {
  const seen = new Map<string, string>();
  for (const [i, body] of bodies.entries()) {
    const list = words(body);
    for (let p = 0; p + 8 <= list.length; p++) {
      const run = list.slice(p, p + 8).join(" ");
      assert.ok(
        !seen.has(run),
        `“${run}” is in ${seen.get(run)} and in ${corpus.ids[i]}`,
      );
      seen.set(run, corpus.ids[i]!);
    }
  }
});

Deno.test("no two posts of mini open alike", () => {
  const seen = new Map<string, string>();
  for (const [i, own] of corpus.documents.entries()) {
    const opening = words(own).slice(0, 3).join(" ");
    assert.ok(!seen.has(opening), `“${opening}”: ${seen.get(opening)}, ${corpus.ids[i]}`);
    seen.set(opening, corpus.ids[i]!);
  }
});
