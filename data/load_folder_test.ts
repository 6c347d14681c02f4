import assert from "node:assert/strict";
import { join } from "node:path";
import { LinkTo, withFolder } from "./folder_for_tests.ts";
import { loadFolder } from "./load_folder.ts";

// Symbolic links need a privilege on Windows, and there are no pipes among the files.
const unix = { ignore: Deno.build.os === "windows" };

const bytes = (...values: number[]) => Uint8Array.from(values);

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
    "bread/x": "third",
    "bread/.hidden": "not read",
    ".git/config": "not read",
    "empty/": "",
  }, (folder) => {
    assert.deepEqual(loadFolder(folder, undefined), {
      name: "texts",
      documents: ["third", "first", "Subject: kept\n\nsecond"],
      categories: ["bread", "moon", "moon"],
      categoryNames: ["bread", "moon"],
      ids: ["bread/x", "moon/a", "moon/b"],
      notes: [],
    });
    const moon = loadFolder(folder, ["moon", "moon"]);
    assert.deepEqual(moon.categoryNames, ["moon"]);
    assert.equal(moon.documents.length, 2);
  }));

Deno.test("a folder that is missing, a file, or empty is refused in one line", () =>
  withFolder({ "moon/a.txt": "x" }, (folder) => {
    const load = (folder: string, categories?: string[]) => () =>
      loadFolder(folder, categories);
    assert.throws(load(join(folder, "sun")), refusal(/there is no folder or file/));
    assert.throws(load(join(folder, "a\nb")), refusal(/file .*a\\nb; check the name/));
    assert.throws(load(join(folder, "a\0b")), refusal(/cannot be read .*NUL byte/));
    assert.throws(load(join(folder, "moon", "a.txt")), refusal(/is not a folder/));
    assert.throws(
      load(join(folder, "moon")),
      refusal(/one sub-folder per category.*left out 1 file beside.*: a\.txt/),
    );
    assert.throws(load(folder, ["sun"]), refusal(/no category sun; it has moon/));
    assert.throws(load(folder, ["s\nun"]), refusal(/no category s\\nun; it has moon/));
    assert.throws(load(folder, []), refusal(/no category is chosen/));
  }));

Deno.test(
  "links are followed inside the folder, files and categories",
  unix,
  () =>
    withFolder({
      "c1/a.txt": "the moon",
      "c1/b.txt": "the sun",
      "c2/link.txt": new LinkTo("../c1/a.txt"),
      "c2/twice.txt": new LinkTo("link.txt"),
      "c3": new LinkTo("c1"),
    }, (folder) => {
      // scikit-learn's load_files reads the same: five texts of three categories.
      const corpus = loadFolder(folder, undefined);
      assert.deepEqual(corpus.ids, [
        "c1/a",
        "c1/b",
        "c2/link",
        "c2/twice",
        "c3/a",
        "c3/b",
      ]);
      assert.deepEqual(corpus.documents, [
        "the moon",
        "the sun",
        "the moon",
        "the moon",
        "the moon",
        "the sun",
      ]);
      assert.deepEqual(corpus.categoryNames, ["c1", "c2", "c3"]);
      assert.deepEqual(corpus.notes, []);
    }),
);

Deno.test(
  "the folder itself may be given as a link",
  unix,
  () =>
    withFolder(
      { "c1/a.txt": "the moon", "c2/l": new LinkTo("../c1/a.txt") },
      (folder) => {
        const link = join(folder, "..", "other");
        Deno.symlinkSync("texts", link);
        assert.deepEqual(loadFolder(link, undefined).ids, ["c1/a", "c2/l"]);
      },
    ),
);

Deno.test(
  "links that lead out, round in circles or nowhere are named",
  unix,
  () =>
    withFolder({
      "c1/a.txt": "the moon",
      "c1/out": new LinkTo("../../beside.txt"),
      "c1/passwd": new LinkTo("/etc/passwd"),
      "c1/again": new LinkTo("."),
      "c1/up": new LinkTo(".."),
      "c1/ping": new LinkTo("pong"),
      "c1/pong": new LinkTo("ping"),
      "c1/gone": new LinkTo("not_there.txt"),
      "c1/into_a_file": new LinkTo("a.txt/b"),
      "c1/zero": new LinkTo("/dev/zero"),
      "all": new LinkTo("."),
      "above": new LinkTo(".."),
      "texts_not": new LinkTo("../texts_not"),
    }, (folder) => {
      Deno.writeTextFileSync(join(folder, "..", "beside.txt"), "not of the folder");
      Deno.mkdirSync(join(folder, "..", "texts_not"));
      Deno.writeTextFileSync(join(folder, "..", "texts_not", "x"), "not of the folder");
      const { ids, notes } = loadFolder(folder, undefined);
      assert.deepEqual(ids, ["c1/a"]);
      assert.deepEqual(notes, [
        "left out 5 links that lead out of the folder: above, c1/out, c1/passwd and 2 more; " +
        "copy the texts into it",
        "left out 5 links that lead round in circles: all, c1/again, c1/ping and 2 more",
        "left out 2 links that lead nowhere: c1/gone, c1/into_a_file",
      ]);
    }),
);

Deno.test(
  "links between two categories end, and their files are counted once",
  unix,
  () =>
    withFolder({
      "a/1.txt": "one",
      "a/to_b": new LinkTo("../b"),
      "b/2.txt": "two",
      "b/to_a": new LinkTo("../a"),
      "b/to_a_too": new LinkTo("../a"),
    }, (folder) => {
      const { ids, notes } = loadFolder(folder, undefined);
      assert.deepEqual(ids, ["a/1", "b/2"]);
      assert.deepEqual(notes, [
        "left out 2 files beside or below the category folders: a/to_b/2.txt, b/to_a/1.txt; " +
        "a text is read if it lies in a category folder itself",
        "left out 3 links that lead round in circles: a/to_b/to_a, a/to_b/to_a_too, b/to_a/to_b",
      ]);
    }),
);

Deno.test("files beside and below the category folders are counted and named", () =>
  withFolder({
    "moon/a.txt": "x",
    "moon/old/1.txt": "x",
    "moon/old/older/2.txt": "x",
    "moon/old/.hidden": "x",
    "notes.txt": "x",
    "deep/deeper/3.txt": "x",
  }, (folder) => {
    const { ids, notes } = loadFolder(folder, undefined);
    assert.deepEqual(ids, ["moon/a"]);
    assert.deepEqual(notes, [
      "left out 4 files beside or below the category folders: deep/deeper/3.txt, " +
      "moon/old/1.txt, moon/old/older/2.txt and 1 more; a text is read if it lies in a " +
      "category folder itself",
    ]);
    // Of the categories that were not chosen nothing is said.
    assert.match(
      loadFolder(folder, ["moon"]).notes[0]!,
      /left out 3 files .*notes\.txt;/,
    );
  }));

Deno.test("counting what lies below a category ends at 10 000 files", () =>
  withFolder({ "moon/a.txt": "x", "moon/old/": "" }, (folder) => {
    for (let i = 0; i < 10_002; i++) {
      Deno.createSync(join(folder, "moon", "old", `${i}`)).close();
    }
    assert.match(
      loadFolder(folder, undefined).notes[0]!,
      /^left out 10000 or more files beside or below .* and 9997 more;/,
    );
  }));

Deno.test("files that are no texts are left out and named, with what they are", () =>
  withFolder({
    "moon/a.txt": "the moon",
    "moon/b.pdf": "%PDF-1.4 …",
    "moon/c.png": bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13),
    "moon/d.bin": bytes(1, 0, 2, 0, 0, 0, 0, 0),
    "moon/e.docx": bytes(0x50, 0x4b, 3, 4, 20, 0),
    "pictures/f.jpg": bytes(0xff, 0xd8, 0xff, 0xe0, 0),
  }, (folder) => {
    const { ids, categoryNames, notes } = loadFolder(folder, undefined);
    assert.deepEqual(ids, ["moon/a"]);
    assert.deepEqual(categoryNames, ["moon"]);
    assert.deepEqual(notes, [
      "left out 5 files that are no texts: moon/b.pdf (PDF document), moon/c.png (PNG " +
      "picture), moon/d.bin (zero bytes) and 2 more; save the words in them as plain text",
    ]);
    assert.throws(
      () => loadFolder(folder, ["pictures"]),
      refusal(/no documents in the chosen categories \(left out 1 file .*f\.jpg \(JPEG/),
    );
  }));

Deno.test("UTF-16 and UTF-32 are read; what may be wrong is named", () =>
  withFolder({
    "a/1": bytes(0xff, 0xfe, 0x68, 0, 0xe9, 0),
    "a/2": bytes(0xfe, 0xff, 0, 0x68, 0, 0xe9),
    "a/3": bytes(0xff, 0xfe, 0, 0, 0x68, 0, 0, 0, 0xe9, 0, 0, 0),
    "a/4": bytes(0x68, 0, 0xe9, 0),
    "a/5": bytes(0xff, 0xfe, 0x68, 0, 0x69, 0, 0xe9),
    "a/6": bytes(0x63, 0x61, 0x66, 0xe9),
    "a/7": bytes(0x93, 0x68, 0x94),
    "a/8": "",
    "a/9": " \n",
  }, (folder) => {
    const { documents, notes } = loadFolder(folder, undefined);
    assert.deepEqual(documents, [
      "hé",
      "hé",
      "hé",
      "hé",
      "hi\ufffd",
      "café",
      "\x93h\x94",
      "",
      " \n",
    ]);
    assert.deepEqual(notes, [
      "read 1 file as UTF-16 or UTF-32 without a byte order mark: a/4",
      "read 1 file with \\ufffd where the bytes are not of the encoding that the byte " +
      "order mark announces: a/5",
      "read 1 file as ISO-8859-1, not being valid UTF-8: a/6",
      "read 1 file as ISO-8859-1, not being valid UTF-8, but it looks like yet another " +
      "encoding: a/7; save it as UTF-8, or the words are wrong",
      "2 files are empty: a/8, a/9",
    ]);
  }));

Deno.test(
  "pipes and sockets are named and not opened",
  unix,
  () =>
    withFolder(
      { "moon/a.txt": "x", "moon/to_pipe": new LinkTo("pipe") },
      async (folder) => {
        const script = "import os, socket, sys\n" +
          "os.mkfifo(sys.argv[1] + '/moon/pipe')\n" +
          "socket.socket(socket.AF_UNIX).bind(sys.argv[1] + '/socket')\n";
        const { success } = await new Deno.Command("python3", {
          args: ["-c", script, folder],
        })
          .output();
        assert.ok(success);
        const { ids, notes } = loadFolder(folder, undefined);
        assert.deepEqual(ids, ["moon/a"]);
        assert.deepEqual(notes, [
          "left out 3 pipes, devices or sockets: moon/pipe, moon/to_pipe, socket",
        ]);
      },
    ),
);

Deno.test("a file whose name is no UTF-8 is named; U+FFFD in a name is no fault", {
  ignore: Deno.build.os !== "linux",
}, () =>
  withFolder({ "moon/a\ufffd.txt": "x" }, async (folder) => {
    const script = "import os, sys\n" +
      "open(os.fsencode(sys.argv[1]) + b'/moon/b\\xff.txt', 'w').write('y')\n";
    await new Deno.Command("python3", { args: ["-c", script, folder] }).output();
    const { ids, notes } = loadFolder(folder, undefined);
    assert.deepEqual(ids, ["moon/a\ufffd"]);
    assert.deepEqual(notes, [
      "left out 1 file whose name is no valid UTF-8: moon/b\ufffd.txt; rename it",
    ]);
  }));

Deno.test("a file too big for a document is left out before it is read", () =>
  withFolder({ "moon/a.txt": "x", "moon/big": "" }, (folder) => {
    // A file with a hole: it takes no room.
    Deno.truncateSync(join(folder, "moon", "big"), 2 ** 40);
    const { ids, notes } = loadFolder(folder, undefined);
    assert.deepEqual(ids, ["moon/a"]);
    assert.match(
      notes[0]!,
      /^left out 1 file too big for a document: moon\/big; split it/,
    );
  }));

Deno.test(
  "names with line ends and escapes are written on one line",
  unix,
  () =>
    withFolder({
      "sp\nace/a\x1b[31m.txt": "the moon",
      "<b>/x.txt": "bread",
      [`${"long".repeat(50)}/z.bin`]: bytes(0),
      "<b>/y\u202e.bin": bytes(0),
    }, (folder) => {
      const { ids, categoryNames, notes } = loadFolder(folder, undefined);
      assert.deepEqual(categoryNames, ["<b>", "sp\\nace"]);
      assert.deepEqual(ids, ["<b>/x", "sp\\nace/a\\u{1b}[31m"]);
      assert.deepEqual(notes, [
        "left out 2 files that are no texts: <b>/y\\u{202e}.bin (zero bytes), " +
        `${"long".repeat(10)}…in (zero bytes); save the words in them as plain text`,
      ]);
      assert.deepEqual(loadFolder(folder, ["sp\nace"]).documents, ["the moon"]);
      assert.throws(
        () => loadFolder(folder, ["space"]),
        refusal(/no category space; it has <b>, longlong.*….*, sp\\nace$/),
      );
    }),
);

Deno.test(
  "a file or a folder that may not be read is refused in one line",
  {
    // The owner of the machine may read everything.
    ignore: Deno.build.os === "windows" || Deno.uid() === 0,
  },
  () =>
    withFolder({ "moon/a.txt": "x", "moon/b.txt": "y", "sun/c.txt": "z" }, (folder) => {
      Deno.chmodSync(join(folder, "moon", "b.txt"), 0);
      assert.throws(
        () => loadFolder(folder, undefined),
        refusal(/b\.txt may not be read; change its permissions/),
      );
      assert.deepEqual(loadFolder(folder, ["sun"]).ids, ["sun/c"]);
      Deno.chmodSync(join(folder, "moon"), 0);
      assert.throws(() => loadFolder(folder, undefined), refusal(/moon may not be read/));
      Deno.chmodSync(join(folder, "moon"), 0o700);
    }),
);

Deno.test("what Deno may not read is said in one line", {
  permissions: { read: false, write: false },
}, () => {
  assert.throws(
    () => loadFolder("texts", undefined),
    refusal(/allow it with --allow-read/),
  );
});
