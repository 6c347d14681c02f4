import assert from "node:assert/strict";
import { join } from "node:path";
import { fillBlanks } from "@nmf/lib/exercise";
import config from "../deno.json" with { type: "json" };
import { findExercises } from "./practice/find_exercises.ts";

const ROOT = join(import.meta.dirname!, "..");

/** Does something with a folder for a student's files, which is gone afterwards. */
async function inPractice(run: (dir: string) => Promise<void>): Promise<void> {
  await Deno.mkdir(join(ROOT, "practice"), { recursive: true });
  const dir = await Deno.makeTempDir({ dir: join(ROOT, "practice"), prefix: ".test-" });
  try {
    await run(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

function start(dir: string, ...args: string[]): Deno.ChildProcess {
  const [program, ...words] = config.tasks.practice.command.split(" ");
  return new Deno.Command(program, {
    args: [...words, "--dir", dir, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Runs `practice` as its task does, to its end. */
async function practice(dir: string, ...args: string[]) {
  const { code, stdout, stderr } = await start(dir, ...args).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { status: code, out: text(stdout), err: text(stderr) };
}

async function theOne(dir: string, id = "02.1") {
  const place = (await findExercises(ROOT, dir)).find((place) => place.id === id)!;
  const solution = await Deno.readTextFile(place.solution);
  return {
    ...place,
    write: (blank: string) => Deno.writeTextFile(place.work, fillBlanks(solution, blank)),
    solve: () => Deno.writeTextFile(place.work, solution),
  };
}

Deno.test("practice opens the first exercise: task, file, and that the blank is empty", () =>
  inPractice(async (dir) => {
    const [first, second] = await findExercises(ROOT, dir);
    const run = await practice(dir, "--once");
    assert.equal(run.status, 1, run.err);
    assert.ok(run.out.startsWith(`# ${first.id} ${first.title}`));
    assert.match(run.out, /Your file, just made: practice\//);
    assert.match(run.out, /The blank “.*” is still\s+empty/);
    await Deno.copyFile(first.solution, first.work);
    const solved = await practice(dir, "--once");
    assert.equal(solved.status, 0, solved.err);
    assert.match(solved.out, new RegExp(`Solved: ${first.id}`));
    assert.ok(solved.out.includes(`Next: ${second.id}`));
    assert.match((await practice(dir, "list")).out, new RegExp(`✓ ${first.id}`));
    assert.ok((await practice(dir, "--once")).out.startsWith(`# ${second.id}`));
  }));

Deno.test("practice checks on every save and ends when the exercise is solved", () =>
  inPractice(async (dir) => {
    const { write, solve, work } = await theOne(dir);
    const child = start(dir, "02.1");
    let shown = "";
    const reading = (async () => {
      for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
        shown += text;
      }
    })();
    const until = async (pattern: RegExp) => {
      for (let i = 0; i < 400 && !pattern.test(shown); i++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.match(shown, pattern);
      shown = "";
    };
    await until(/is still empty[^]*Not yet/);
    await write("return H;");
    await until(/✗ each entry of the next H[^]*expected +came[^]*Not yet/);
    assert.ok((await Deno.stat(work)).isFile);
    await solve();
    const { code } = await child.status;
    await reading;
    await child.stderr.cancel();
    assert.equal(code, 0);
    assert.match(shown, /Solved: 02\.1/);
  }));

const broken: [what: string, blank: string, says: RegExp][] = [
  ["a mistake of syntax", "return mul(H div(", /SyntaxError: Expected ','[^]*:14:16/],
  ["a loop without end", "for (;;) {}", /stopped after 5 seconds/],
  ["nothing returned", "mul(H, V);", /Line 14 stopped: mul: /],
  ["no return", "H.at(0, 0);", /Nothing came back/],
  [
    "a wrong shape",
    "return gram(W);",
    /It is 2 × 2, and 2 × 3 is expected/,
  ],
  [
    "a number",
    "return 1 as unknown as Matrix;",
    /expected is a matrix, but a number came/,
  ],
  ["NaN", "return mul(H, NaN);", /row 0, column 0 is NaN/],
  [
    "an argument left out",
    "return mul(H, div(transposedMatmul(W, V), matmul(gram(W))));",
    /TypeScript says of 01_update_of_h\.ts, line 14: Expected 2 arguments, but got 1/,
  ],
  ["an exit", "return Deno.exit(0);", /your file ended the program/],
];
for (const [what, blank, says] of broken) {
  Deno.test(`practice survives ${what} and says what helps`, () =>
    inPractice(async (dir) => {
      const { write } = await theOne(dir);
      await practice(dir, "reset", "02.1");
      await write(blank);
      const run = await practice(dir, "02.1", "--once");
      assert.equal(run.status, 1, run.err);
      assert.equal(run.err, "");
      assert.match(run.out.replaceAll(/\n +/g, " "), says);
    }));
}

Deno.test("practice shows what the student's code prints", () =>
  inPractice(async (dir) => {
    const { write } = await theOne(dir);
    await practice(dir, "reset", "02.1");
    await write(`console.log("look:", H.rows); return H;`);
    assert.match((await practice(dir, "02.1", "--once")).out, /printed:\n +look: 2\n/);
  }));

Deno.test("practice gives three hints, one at a time", () =>
  inPractice(async (dir) => {
    for (const shown of [1, 2, 3, 3]) {
      const { out } = await practice(dir, "hint", "02.1");
      assert.equal(out.match(/hint \d of 3/g)?.length, shown);
      assert.equal(out.includes("practice solution 02.1"), shown === 3);
    }
  }));

Deno.test("practice shows a solution only after a try, and reset keeps the edit", () =>
  inPractice(async (dir) => {
    const { write, work } = await theOne(dir);
    const early = await practice(dir, "solution", "02.1");
    assert.deepEqual([early.status, early.out], [2, ""]);
    assert.match(early.err, /^error: try 02\.1 once yourself first.*\n$/);
    await practice(dir, "reset", "02.1");
    await write("return H; // mine");
    await practice(dir, "02.1", "--once");
    assert.match((await practice(dir, "solution", "02.1")).out, /return mul\(H, div/);
    const { out } = await practice(dir, "reset", "02.1");
    const kept = /yours is (.*)\.\n/.exec(out)![1];
    assert.match(await Deno.readTextFile(join(ROOT, kept)), /return H; \/\/ mine/);
    assert.ok(!(await Deno.readTextFile(work)).includes("mine"));
  }));

Deno.test("practice refuses in one line", () =>
  inPractice(async (dir) => {
    const refused: [args: string[], says: RegExp][] = [
      [["9.9"], /^error: there is no exercise 9\.9; .*list.*\n$/],
      [["hintt"], /^error: there is no exercise hintt; .*\n$/],
      [["--foo"], /^error: unknown option '--foo' \(see --help\)\n$/],
      [["hint", "02.1", "more"], /^error: too many arguments.*\n$/],
    ];
    for (const [args, says] of refused) {
      const run = await practice(dir, ...args);
      assert.deepEqual([run.status, run.out], [2, ""]);
      assert.match(run.err, says);
    }
    const outside = await practice("/elsewhere", "list");
    assert.equal(outside.status, 2);
    assert.match(
      outside.err,
      /^error: \/elsewhere is not inside the folder practice.*\n$/,
    );
    await Deno.writeTextFile(join(dir, "progress.json"), "{ no JSON");
    const damaged = await practice(dir, "list");
    assert.equal(damaged.status, 2);
    assert.match(damaged.err, /^error: .*progress\.json cannot be read; delete it.*\n$/);
  }));
