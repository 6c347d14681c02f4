import assert from "node:assert/strict";
import { join } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { inTempDir, ownTexts } from "../../lib/testing/folders.ts";

const ROOT = join(import.meta.dirname!, "..", "..");

/** Runs a lesson as its task does, so that its permissions are tried too. */
async function task(name: keyof typeof config.tasks, ...args: string[]) {
  const words = config.tasks[name].command.split(" ");
  const output = await new Deno.Command(words[0], {
    args: [...words.slice(1), ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { status: output.code, out: text(output.stdout), err: text(output.stderr) };
}

const LESSONS = [
  "lesson:01",
  "lesson:02",
  "lesson:03",
  "lesson:04",
  "lesson:05",
  "lesson:06",
] as const;

for (const name of LESSONS) {
  const number = name.slice(-2);

  Deno.test(`${name} runs on a student's folder, prints, and draws`, () =>
    inTempDir(async (dir) => {
      const corpus = await ownTexts(dir);
      const out = join(dir, "charts");
      const run = await task(name, "--corpus", corpus, "--topics", "2", "--out", out);
      assert.equal(run.status, 0, run.err);
      assert.equal(run.err, "");
      assert.match(run.out, /Corpus texts: 6 documents in 2 categories, \d+ terms/);
      assert.match(
        run.out,
        /error ‖V − WH‖ = \d+\.\d{4}; negative entries: \d+ in W, \d+ in H/,
      );
      assert.ok(!/NaN|undefined/.test(run.out), run.out);
      const files = [...Deno.readDirSync(out)].map(({ name }) => name);
      assert.ok(
        files.includes("topics.svg") && files.includes("topics.html"),
        files.join(),
      );
      assert.ok(files.every((file) => /\.(svg|html)$/.test(file)), files.join());
    }));

  Deno.test(`${name} runs where there is only one text, with the last seed there is`, () =>
    inTempDir(async (dir) => {
      const corpus = join(dir, "texts");
      await Deno.mkdir(join(corpus, "sky"), { recursive: true });
      for (const file of ["a", "b", "c"]) {
        await Deno.writeTextFile(join(corpus, "sky", file), "moon moon");
      }
      const last = ["--topics", "1", "--seed", `${2 ** 32 - 1}`, "--no-chart"];
      const run = await task(name, "--corpus", corpus, ...last);
      assert.equal(run.status, 0, run.err);
      assert.match(run.out, /: moon\nerror ‖V − WH‖ = 0.0000;/);
      assert.ok(!/NaN|undefined/.test(run.out), run.out);
    }));

  Deno.test(`${name} --json prints the object of the contract`, () =>
    inTempDir(async (dir) => {
      const run = await task(
        name,
        "--corpus",
        "mini",
        "--json",
        "--out",
        dir,
        "--iterations",
        "20",
      );
      assert.equal(run.status, 0, run.err);
      assert.equal(run.err, "");
      const result = JSON.parse(run.out);
      assert.deepEqual(Object.keys(result), [
        "lesson",
        "corpus",
        "method",
        "options",
        "topics",
        "error",
        "negatives",
        "iterations",
        "seconds",
        "history",
        // The last lesson compares several; see its own test.
        ...(number === "06" ? ["methods"] : []),
      ]);
      assert.equal(result.lesson, number);
      assert.equal(result.topics.length, 6);
      assert.ok(result.topics.every((words: string[]) => words.length === 8));
      assert.ok(result.error > 16 && result.error < 17.4);
    }));

  Deno.test(`${name} answers bad input with one line and status 2`, () =>
    inTempDir(async (dir) => {
      const empty = join(dir, "empty");
      await Deno.mkdir(empty);
      const wrong: [args: string[], message: RegExp][] = [
        [["--corpus", join(dir, "none")], /there is no folder or file .*none/],
        [["--speed"], /unknown option '--speed'/],
      ];
      // One lesson stands for the others in what they share.
      if (number === "01") {
        wrong.push(
          [["--corpus", empty], /holds no texts/],
          [
            ["--corpus", "mini", "--categories", "space,sport"],
            /no category sport; it has cooking/,
          ],
          [
            ["--corpus", await ownTexts(dir), "--topics", "7"],
            /--topics 7 is too many for 6/,
          ],
          [["--out", ""], /argument '' is invalid. Give the name of a folder/],
        );
      }
      for (const [args, message] of wrong) {
        const run = await task(name, ...args, "--out", join(dir, "charts"));
        assert.equal(run.status, 2, args.join(" "));
        assert.match(run.err, message);
        assert.equal(run.err.trimEnd().split("\n").length, 1, run.err);
        await assert.rejects(Deno.stat(join(dir, "charts")), Deno.errors.NotFound);
      }
    }));
}

for (const name of ["lesson:02", "lesson:03"] as const) {
  Deno.test(`${name} takes no fewer than one iteration`, async () => {
    const run = await task(name, "--corpus", "mini", "--iterations", "0");
    assert.equal(run.status, 2);
    assert.match(run.err, /^error: .*Give a whole number from 1.*\n$/);
  });
}

Deno.test("data and doctor: bad input is refused, what is here is listed", async () => {
  const bad = await task(
    "data",
    "--from",
    "nowhere.tar.gz",
    "--to",
    join(ROOT, "out", "none"),
  );
  assert.equal(bad.status, 2);
  assert.match(bad.err, /^error: --from nowhere.tar.gz cannot be read .*\n$/);
  const doctor = await task("doctor");
  assert.equal(doctor.status, 0, doctor.err);
  assert.match(doctor.out, /corpus mini: 300 posts in 6 groups/);
  assert.match(doctor.out, /Vega draws/);
  assert.match(doctor.out, /GPU: /);
});
