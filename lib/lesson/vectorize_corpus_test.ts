import assert from "node:assert/strict";
import type { LessonCorpus } from "./lesson.ts";
import { vectorizeCorpus } from "./vectorize_corpus.ts";

function corpusOf(documents: string[], more: Partial<LessonCorpus> = {}) {
  const corpus: LessonCorpus = {
    name: "own",
    documents,
    categories: documents.map(() => "a"),
    categoryNames: ["a"],
    ids: documents.map((_, i) => `a/${i + 1}`),
    ...more,
  };
  return () => Promise.resolve(corpus);
}

const CHINESE = ["我爱机器学习", "机器学习和自然语言", "a text about the moon"];
const NOTE =
  "no spaces between the words of 2 documents, so that sentences or pieces of words count as " +
  "terms: a/1, a/2; find the words with --segment";

Deno.test("vectorizeCorpus names documents without spaces, after the corpus's own notes", async () => {
  const load = corpusOf(CHINESE, { notes: ["one link left out"] });
  const { corpus, terms } = await vectorizeCorpus(load, { topics: 1 });
  assert.deepEqual(corpus.notes, ["one link left out", NOTE]);
  assert.deepEqual(corpus.documents, CHINESE);
  assert.ok(terms.includes("我爱机器学习"));
  const many = corpusOf(Array.from({ length: 7 }, () => CHINESE[0]!));
  assert.match(
    (await vectorizeCorpus(many, { topics: 1 })).corpus.notes![0]!,
    /of 7 documents, .*: a\/1, a\/2, a\/3 and 4 more;/,
  );
});

for (
  const [what, asked, own] of [
    ["--segment", "auto", undefined],
    ["--segment zh", "zh", undefined],
    ["the corpus's language", undefined, "zh-Hans"],
    ["--segment against the corpus's language", "auto", "en"],
  ] as const
) {
  Deno.test(`vectorizeCorpus counts words of Chinese if asked by ${what}`, async () => {
    const { corpus, terms, counts } = await vectorizeCorpus(
      corpusOf(CHINESE, own ? { language: own } : {}),
      { topics: 1, ...(asked && { segment: asked }) },
    );
    // Words of one character are left out, as those of one letter are.
    assert.deepEqual(terms, ["moon", "text", "学习", "机器", "自然", "语言"]);
    assert.deepEqual(counts.toDense().toArray(), [
      [0, 0, 1, 1, 0, 0],
      [0, 0, 1, 1, 1, 1],
      [1, 1, 0, 0, 0, 0],
    ]);
    assert.deepEqual(corpus.notes ?? [], []);
    assert.equal(corpus.documents[2], CHINESE[2]);
  });
}

Deno.test("vectorizeCorpus counts whole words of Thai, with their vowel signs", async () => {
  const load = corpusOf(["ภาษาไทยเป็นภาษาที่สวยงาม"]);
  const { terms, counts } = await vectorizeCorpus(load, { topics: 1, segment: "th" });
  const found = Object.fromEntries(
    terms.map((term, j) => [term, counts.toDense().toArray()[0]![j]]),
  );
  assert.deepEqual(found, { "ภาษา": 2, "ไทย": 1, "เป็น": 1, "ที่": 1, "สวยงาม": 1 });
});

Deno.test("vectorizeCorpus says if --segment changed nothing, and then nothing changes", async () => {
  const load = corpusOf(["the cafe\u0301 on the moon"]);
  const plain = await vectorizeCorpus(load, { topics: 1 });
  const asked = await vectorizeCorpus(load, { topics: 1, segment: "auto" });
  assert.deepEqual(asked.terms, plain.terms);
  assert.deepEqual(plain.corpus.notes ?? [], []);
  assert.match(
    asked.corpus.notes![0]!,
    /^--segment changed nothing: no document is Chinese/,
  );
  const own = await vectorizeCorpus(corpusOf(["moon"], { language: "zh" }), {
    topics: 1,
  });
  assert.deepEqual(own.corpus.notes ?? [], []);
});

Deno.test("vectorizeCorpus refuses a language with spaces between words", () =>
  assert.rejects(vectorizeCorpus(corpusOf(CHINESE), { topics: 1, segment: "en" }), {
    name: "RangeError",
    message: /one of ja, zh, th, lo, km, my, not "en"/,
  }));

Deno.test("vectorizeCorpus gives the notes as a reason why too little is left", async () => {
  const notes = ["left out 9 files that are no texts: a/1"];
  const reason = "(left out 9 files that are no texts: a/1)";
  await assert.rejects(vectorizeCorpus(corpusOf(["moon"], { notes }), { topics: 2 }), {
    name: "InputError",
    message:
      `--topics 2 is too many for 1 documents with 1 terms; give 1 or less ${reason}`,
  });
  await assert.rejects(vectorizeCorpus(corpusOf(["the"], { notes }), { topics: 1 }), {
    name: "InputError",
    message:
      `nothing is left of corpus own once stop words are gone; give documents with ` +
      `words of two letters or more ${reason}`,
  });
});
