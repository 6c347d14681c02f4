import assert from "node:assert/strict";
import { join } from "node:path";
import { is20newsPresent, loadCorpus } from "./load_corpus.ts";
import { newsTest } from "./testing.ts";

/** Runs with a folder that holds these files. */
async function withFolder(
  files: Record<string, string | Uint8Array>,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    for (const [path, content] of Object.entries(files)) {
      await Deno.mkdir(join(root, "texts", path, ".."), { recursive: true });
      const bytes = typeof content === "string"
        ? new TextEncoder().encode(content)
        : content;
      await Deno.writeFile(join(root, "texts", path), bytes);
    }
    await use(join(root, "texts"));
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

function refusal(message: RegExp) {
  return (error: Error) => {
    assert.equal(error.name, "InputError");
    assert.match(error.message, message);
    assert.ok(!error.message.includes("\n"), "one line");
    return true;
  };
}

Deno.test("a folder: one category per sub-folder, one document per file, as it is", () =>
  withFolder({
    "moon/b.txt": "Subject: kept\n\nsecond",
    "moon/a.txt": "\uFEFFfirst",
    "bread/x": Uint8Array.from([0x63, 0x61, 0x66, 0xe9]),
    "bread/.hidden": "not read",
    "notes.txt": "not in a category",
    ".git/config": "not read",
  }, async (folder) => {
    assert.deepEqual(await loadCorpus({ corpus: folder }), {
      name: "texts",
      documents: ["café", "first", "Subject: kept\n\nsecond"],
      categories: ["bread", "moon", "moon"],
      categoryNames: ["bread", "moon"],
      ids: ["bread/x", "moon/a", "moon/b"],
    });
    const moon = await loadCorpus({ corpus: folder, categories: ["moon", "moon"] });
    assert.deepEqual(moon.categoryNames, ["moon"]);
    assert.equal(moon.documents.length, 2);
  }));

Deno.test("a folder that is missing, a file, or empty is refused in one line", () =>
  withFolder({ "moon/a.txt": "x" }, async (folder) => {
    const load = (corpus: string, categories?: string[]) =>
      loadCorpus({ corpus, ...(categories && { categories }) });
    await assert.rejects(
      load(join(folder, "sun")),
      refusal(/there is no folder or file/),
    );
    await assert.rejects(load(join(folder, "moon", "a.txt")), refusal(/is not a folder/));
    await assert.rejects(
      load(join(folder, "moon")),
      refusal(/one sub-folder per category/),
    );
    await assert.rejects(load(folder, ["sun"]), refusal(/no category sun; it has moon/));
    await assert.rejects(load(folder, []), refusal(/no category is chosen/));
  }));

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
