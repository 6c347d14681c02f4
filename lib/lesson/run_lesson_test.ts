import assert from "node:assert/strict";
import { join } from "node:path";
import { Matrix } from "../matrix/mod.ts";
import { zipf } from "../plot/mod.ts";
import { inTempDir } from "../testing/folders.ts";
import { InputError } from "../error/mod.ts";
import { type Lesson, type LessonCorpus, runLesson } from "./mod.ts";

const CORPUS: LessonCorpus = {
  name: "tiny",
  documents: ["moon rocket moon", "oven bread", "rocket orbit moon"],
  categories: ["space", "cooking", "space"],
  categoryNames: ["cooking", "space"],
  ids: ["space/1", "cooking/1", "space/2"],
};

const lesson: Lesson = {
  number: "99",
  title: "A lesson for tests",
  about: ["The first line.", "The second line."],
  iterations: 7,
  run: ({ V, options, screen }) => {
    screen.line("an explanation");
    return {
      method: "nothing",
      W: new Matrix(V.rows, options.topics),
      H: new Matrix(
        options.topics,
        V.cols,
        new Float64Array(options.topics * V.cols).fill(-1),
      ),
      iterations: options.iterations,
      seconds: 0.5,
      history: [{ iteration: 0, seconds: 0, error: 1 }],
      charts: () => ({ words: zipf([2, 1], "Words") }),
    };
  },
  next: ["Change something."],
};

/** Runs the lesson with the console and the exit status caught. */
async function play(
  args: string[],
  load: () => Promise<LessonCorpus> = () => Promise.resolve(CORPUS),
): Promise<{ out: string; err: string; status: number }> {
  const caught = { out: "", err: "" };
  const { log, error } = console;
  console.log = (line) => caught.out += `${line}\n`;
  console.error = (line) => caught.err += `${line}\n`;
  try {
    await runLesson(lesson, load, args);
    return { ...caught, status: Deno.exitCode };
  } finally {
    Object.assign(console, { log, error });
    Deno.exitCode = 0;
  }
}

Deno.test("a lesson prints what it shows, the topics, the error, the charts, what is next", () =>
  inTempDir(async (dir) => {
    const { out, err, status } = await play([
      "--topics",
      "2",
      "--words",
      "1",
      "--out",
      dir,
    ]);
    assert.equal(status, 0);
    assert.equal(err, "");
    const order = [
      "A lesson for tests",
      "The first line.\nThe second line.",
      "Corpus tiny: 3 documents in 2 categories, 5 terms; 7 entries of V are not 0 (46.67 %).",
      "an explanation",
      "topic 1: ",
      "topic 2: ",
      "error ‖V − WH‖ = 1.7321; negative entries: 0 in W, 10 in H",
      "error with the negatives set to 0: 1.7321",
      `charts in ${dir}: words`,
      "Change something.",
    ].map((text) => out.indexOf(text));
    assert.ok(
      order.every((place, i) => place >= 0 && (i === 0 || place > order[i - 1]!)),
      out,
    );
    assert.deepEqual([...Deno.readDirSync(dir)].map(({ name }) => name).sort(), [
      "words.html",
      "words.svg",
    ]);
  }));

Deno.test("--json prints one object and nothing else", async () => {
  const { out, err } = await play([
    "--json",
    "--no-chart",
    "--topics",
    "1",
    "--iterations",
    "3",
  ]);
  assert.equal(err, "");
  const { topics, options, ...rest } = JSON.parse(out);
  assert.deepEqual(rest, {
    lesson: "99",
    corpus: { name: "tiny", documents: 3, terms: 5, nonzeros: 7 },
    method: "nothing",
    error: Math.sqrt(3),
    negatives: { W: 0, H: 5 },
    iterations: 3,
    seconds: 0.5,
    history: [{ iteration: 0, seconds: 0, error: 1 }],
  });
  assert.deepEqual([topics.length, topics[0].length], [1, 5]);
  assert.deepEqual(
    [options.topics, options.words, options.seed, options.iterations, options.chart],
    [1, 8, 1, 3, false],
  );
});

Deno.test("the corpus's notes are printed, with --quiet and --json on standard error", async () => {
  const notes = ["left out 1 link: a", "read 2 files as ISO-8859-1: b, c"];
  const load = () => Promise.resolve({ ...CORPUS, notes });
  const lines = "note: left out 1 link: a\nnote: read 2 files as ISO-8859-1: b, c\n";
  const options = ["--no-chart", "--topics", "1"];
  const plain = await play(options, load);
  assert.ok(plain.out.includes(lines), plain.out);
  assert.equal(plain.err, "");
  const quiet = await play(["--quiet", ...options], load);
  assert.ok(!quiet.out.includes("note"));
  assert.equal(quiet.err, lines);
  const json = await play(["--json", ...options], load);
  assert.deepEqual(JSON.parse(json.out).corpus.notes, notes);
  assert.equal(json.err, lines);
});

Deno.test("--segment stands among the options that are printed", async () => {
  for (const [typed, segment] of [["--segment", "auto"], ["--segment=ja", "ja"]]) {
    const { out } = await play([typed!, "--json", "--no-chart", "--topics", "1"]);
    assert.equal(JSON.parse(out).options.segment, segment);
  }
});

Deno.test("--quiet leaves the results", async () => {
  const { out } = await play(["--quiet", "--no-chart", "--topics", "1"]);
  assert.ok(out.startsWith("topic 1: "));
  assert.ok(!out.includes("explanation") && !out.includes("Change"));
});

Deno.test("--help names every option and ends well", async () => {
  const written: string[] = [];
  const { write } = (await import("node:process")).stdout;
  const { stdout } = await import("node:process");
  stdout.write = ((text: string) => written.push(text) > 0) as typeof write;
  try {
    const { status } = await play(["--help"]);
    assert.equal(status, 0);
  } finally {
    stdout.write = write;
  }
  const options =
    "corpus categories segment topics words seed iterations json out no-chart quiet";
  for (const option of options.split(" ")) {
    assert.ok(written.join("").includes(`--${option}`));
  }
});

const wrong: [args: string[], message: RegExp][] = [
  [["--topic", "3"], /unknown option '--topic'.*--help/],
  [["--topics", "0"], /--topics.*'0' is invalid.*whole number from 1/],
  [["--topics", "2.5"], /whole number from 1/],
  [["--words", "many"], /whole number from 1/],
  [["--iterations", "-1"], /whole number from 1/],
  [["--iterations", "0"], /whole number from 1/],
  [["--out", ""], /--out.*'' is invalid.*name of a folder/],
  [["--seed", "4294967296"], /0 to 4294967295/],
  [["--categories", ","], /commas/],
  [["--segment", "en"], /--segment.*'en' is invalid.*one of ja, zh, th, lo, km, my/],
  [["--segment", ""], /--segment.*'' is invalid/],
  [["--topics"], /argument missing/],
  [["extra"], /too many arguments/],
  [
    ["--topics", "4"],
    /--topics 4 is too many for 3 documents with 5 terms; give 3 or less/,
  ],
];
for (const [args, message] of wrong) {
  Deno.test(`one line and exit 2: ${args.join(" ")}`, () =>
    inTempDir(async (dir) => {
      const { out, err, status } = await play([
        "--json",
        "--out",
        join(dir, "out"),
        ...args,
      ]);
      assert.equal(status, 2);
      assert.equal(out, "");
      assert.match(err, message);
      assert.equal(err.trimEnd().split("\n").length, 1, "one line");
      assert.deepEqual([...Deno.readDirSync(dir)], [], "nothing is written");
    }));
}

Deno.test("one line and exit 2: nothing is left after stop words", async () => {
  const documents = ["the and of", "a I", ""];
  const { err, status } = await play(
    ["--json"],
    () => Promise.resolve({ ...CORPUS, documents }),
  );
  assert.equal(status, 2);
  assert.match(
    err,
    /^error: nothing is left of corpus tiny once stop words are gone.*\n$/,
  );
});

Deno.test("one line and exit 2: what the loader refuses", async () => {
  const { err, status } = await play(
    [],
    () => Promise.reject(new InputError("no such folder")),
  );
  assert.equal(status, 2);
  assert.equal(err, "error: no such folder\n");
});

Deno.test("one line and exit 2: a folder that cannot be written, before the work", () =>
  inTempDir(async (dir) => {
    await Deno.writeTextFile(join(dir, "taken"), "a file");
    for (const out of [join(dir, "taken"), join(dir, "taken", "out")]) {
      const { err, status } = await play(
        ["--topics", "1", "--out", out],
        () => Promise.reject(new Error("the work has begun")),
      );
      assert.equal(status, 2);
      assert.match(
        err,
        /^error: cannot write charts to .*choose another folder with --out.*\n$/,
      );
    }
    assert.equal(await Deno.readTextFile(join(dir, "taken")), "a file");
    assert.equal([...Deno.readDirSync(dir)].length, 1);
  }));

Deno.test("one line and exit 2: a folder where a chart should be leaves no other chart", () =>
  inTempDir(async (dir) => {
    await Deno.mkdir(join(dir, "words.html"));
    const { err, status } = await play(["--topics", "1", "--out", dir]);
    assert.equal(status, 2);
    assert.match(err, /^error: cannot write charts to .*words\.html is a folder.*\n$/);
    assert.deepEqual([...Deno.readDirSync(dir)].map(({ name }) => name), ["words.html"]);
  }));

Deno.test("an error inside the program is not hidden", () =>
  assert.rejects(
    play([], () => Promise.reject(new TypeError("a mistake of ours"))),
    TypeError,
  ));
