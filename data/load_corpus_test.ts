import assert from "node:assert/strict";
import { withFolder } from "./folder_for_tests.ts";
import { is20newsPresent, loadCorpus } from "./load_corpus.ts";
import { newsTest } from "./testing.ts";

function refusal(message: RegExp) {
  return (error: Error) => {
    assert.equal(error.name, "InputError");
    assert.match(error.message, message);
    assert.ok(!error.message.includes("\n"), "one line");
    return true;
  };
}

Deno.test("20news is asked for but not there: the message says how to get it", async () => {
  assert.equal(is20newsPresent("nowhere"), false);
  await assert.rejects(
    loadCorpus({ corpus: "20news", newsDir: "nowhere" }),
    refusal(/deno task data/),
  );
});

Deno.test("without a choice it is mini where 20news is not there", async () => {
  assert.equal((await loadCorpus({ newsDir: "nowhere" })).name, "mini");
});

Deno.test("20news with folders deleted: what is left of the course's four", () =>
  withFolder({
    "20news-bydate-train/sci.space/2": "From: a\n\nmoon\n--\na",
    "20news-bydate-train/rec.autos/1": "From: b\n\nwheels",
  }, async (newsDir) => {
    const corpus = await loadCorpus({ newsDir });
    assert.deepEqual(corpus.ids, ["sci.space/2"]);
    assert.deepEqual(corpus.documents, ["moon"]);
  }));

Deno.test("a corpus without a name is refused in one line", () =>
  assert.rejects(loadCorpus({ corpus: "" }), refusal(/has no name/)));

Deno.test("a folder that 20 Newsgroups was unpacked into is that corpus", () =>
  withFolder({
    "20news-bydate-train/sci.space/1": "From: a\n\nmoon\n--\na",
    "20news-bydate-train/sci.space/2": Uint8Array.from([
      0x0a,
      0x0a,
      0x63,
      0x61,
      0x66,
      0xe9,
    ]),
    "20news-bydate-train/rec.autos/3": "From: b\n\nwheels",
    "20news-bydate-test/sci.space/4": "From: c\n\nnot of the training part",
  }, async (folder) => {
    const byName = await loadCorpus({ corpus: "20news", newsDir: folder });
    const byFolder = await loadCorpus({ corpus: folder, newsDir: "nowhere" });
    assert.deepEqual(byFolder, byName);
    assert.deepEqual(byFolder.documents.toSorted(), ["café", "moon"]);
    assert.equal(byFolder.name, "20news");
    const autos = await loadCorpus({ corpus: folder, categories: ["rec.autos"] });
    assert.deepEqual(autos.ids, ["rec.autos/3"]);
  }));

Deno.test("loadCorpus refuses a corpus and categories of another type", async () => {
  const wrong = [{ corpus: 5 }, { corpus: null }, { categories: "space" }, {
    categories: [5],
  }, { categories: new Set(["space"]) }];
  for (const options of wrong) {
    await assert.rejects(
      loadCorpus(options as unknown as { corpus: string }),
      TypeError,
    );
  }
});

newsTest("20news is the corpus of the expected numbers", async (newsDir) => {
  const corpus = await loadCorpus({ corpus: "20news", newsDir });
  // From golden/20news.json: documents, documents_per_category, and the first posts that
  // scikit-learn's fetch_20newsgroups(subset="train", categories=...) gives.
  const counts = Object.fromEntries(
    corpus.categoryNames.map((
      name,
    ) => [name, corpus.categories.filter((c) => c === name).length]),
  );
  assert.deepEqual(counts, {
    "alt.atheism": 480,
    "comp.graphics": 584,
    "sci.space": 593,
    "talk.religion.misc": 377,
  });
  assert.deepEqual(corpus.ids.slice(0, 5), [
    "comp.graphics/38816",
    "talk.religion.misc/83741",
    "sci.space/61092",
    "alt.atheism/51306",
    "sci.space/60903",
  ]);
  // C1 control characters and accents come through byte for byte.
  assert.ok(
    corpus.documents.every((text) => [...text].every((c) => c.codePointAt(0)! < 256)),
  );
});

newsTest("20news has other categories to choose", async (newsDir) => {
  const corpus = await loadCorpus({
    corpus: "20news",
    newsDir,
    categories: ["rec.autos", "sci.med"],
  });
  assert.deepEqual(corpus.categoryNames, ["rec.autos", "sci.med"]);
  await assert.rejects(
    loadCorpus({ corpus: "20news", newsDir, categories: ["rec.cars"] }),
    refusal(/no category rec.cars; it has alt.atheism/),
  );
});
