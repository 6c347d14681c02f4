import "../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import config from "../deno.json" with { type: "json" };
import news from "./compare/expected_20news.json" with { type: "json" };
import mini from "../lessons/testing/expected_mini.json" with { type: "json" };
import { Browser } from "./compare/browser_for_tests.ts";
import { inTempDir, ownTexts } from "../lib/testing/folders.ts";
import { compare } from "./compare.ts";

const ROOT = join(import.meta.dirname!, "..");
const FILES = ["report.html", "report.svg", "results.csv", "results.json"];

/** The program as its task runs it, so that its permissions are tried too. */
function start(...args: string[]): Deno.ChildProcess {
  const [deno, ...words] = config.tasks.compare.command.split(" ");
  return new Deno.Command(deno!, {
    args: [...words, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function ending(child: Deno.ChildProcess) {
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { status: code, out: text(stdout), err: text(stderr) };
}

function filesIn(dir: string): string[] {
  return [...Deno.readDirSync(dir)].map(({ name }) => name).sort();
}

Deno.test("deno task compare: on a folder, two ranks, all that it writes", () =>
  inTempDir(async (dir) => {
    const out = join(dir, "out");
    const corpus = await ownTexts(dir);
    const args = ["--corpus", corpus, "--ranks", "1,2", "--seeds", "1", "--out", out];
    const { status, out: text, err } = await ending(start(...args));
    assert.equal(status, 0, err);
    assert.equal(err, "");
    assert.match(text, /Corpus texts: 6 documents in 2 categories, \d+ terms/);
    assert.match(
      text,
      /runs: \d methods, 1 and 2 topics, the nndsvda start and 1 random st/,
    );
    assert.match(text, /2 topics, from 1 random start/);
    assert.match(text, /All rows are as expected\./);
    assert.ok(!/NaN|undefined|Infinity/.test(text), text);
    assert.deepEqual(filesIn(out), FILES);
    const results = JSON.parse(await Deno.readTextFile(join(out, "results.json")));
    const runs = results.facts.plan.length;
    assert.equal(results.results.length, runs);
    assert.equal(results.facts.corpus.checksum.length, 64);
    assert.equal(results.environment.versions.deno, Deno.version.deno);
    assert.equal(
      results.environment.command,
      `deno task compare ${args.join(" ")}`,
    );
    assert.ok(results.environment.packages["vega-lite"]);
    assert.ok(results.results[0].history.length > 1);
    const csv = await Deno.readTextFile(join(out, "results.csv"));
    assert.equal(csv.trimEnd().split("\r\n").length, 1 + runs);
    const svg = await Deno.readTextFile(join(out, "report.svg"));
    assert.match(svg, /^<svg /);
    assert.match(svg, /coordinate descent \(expert\)/);
  }));

Deno.test("deno task compare: interrupted it keeps its runs, and goes on with --resume", () =>
  inTempDir(async (dir) => {
    const out = join(dir, "out");
    const methods = ["--methods", "gradient,softplus", "--device", "cpu"];
    const args = ["--corpus", "mini", ...methods, "--seeds", "1", "--out", out];
    const child = start(...args);
    const journal = join(out, "runs.jsonl");
    const lines = () => {
      try {
        return Deno.readTextFileSync(journal).split("\n").length - 2;
      } catch {
        return 0;
      }
    };
    while (lines() < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGINT");
    const { status, err } = await ending(child);
    assert.equal(status, 130, err);
    const kept = lines();
    assert.match(
      err,
      /^interrupted; \d+ of 6 runs are kept in .*runs\.jsonl: run the same command with --resume to go on\n$/,
    );
    assert.deepEqual(filesIn(out), ["runs.jsonl"]);
    const other = await ending(start(...args, "--resume", "--words", "7"));
    assert.equal(other.status, 2);
    assert.match(other.err, /^error: --resume: .* had --words 8, not 7; [^\n]*\n$/);
    const before = JSON.parse((await Deno.readTextFile(journal)).split("\n")[1]!);
    const resumed = await ending(start(...args, "--resume"));
    assert.equal(resumed.status, 0, resumed.err);
    assert.ok(resumed.out.includes(`; ${kept} are there already.`), resumed.out);
    assert.deepEqual(filesIn(out), FILES);
    const { results } = JSON.parse(await Deno.readTextFile(join(out, "results.json")));
    assert.equal(results.length, 6);
    assert.equal(results[0].seconds, before.seconds);
  }));

Deno.test("deno task compare: bad input is one line and status 2, nothing is written", () =>
  inTempDir(async (dir) => {
    const corpus = await ownTexts(dir);
    const file = join(dir, "file");
    await Deno.writeTextFile(file, "");
    await Deno.mkdir(join(dir, "full", "results.csv"), { recursive: true });
    const out = join(dir, "out");
    const cases: [string[], RegExp][] = [
      [["--speed", "--out", out], /unknown option '--speed'/],
      [["--ranks", "2,x", "--out", out], /'2,x' is invalid. Give whole numbers from 1/],
      [
        ["--corpus", corpus, "--ranks", "2,7", "--out", out],
        /--ranks 7 is too many for 6/,
      ],
      [["--corpus", join(dir, "none"), "--out", out], /there is no folder or file/],
      [["--methods", "newton", "--out", out], /no method has “newton” in its name/],
      [["--out", file], /cannot write to .*file .*choose another folder with --out/],
      [["--out", join(dir, "full")], /cannot write to .*results.csv is a folder/],
      [["--resume", "--out", out], /--resume: nothing was interrupted in/],
    ];
    await Promise.all(cases.map(async ([args, message]) => {
      const { status, err } = await ending(
        start("--corpus", "mini", "--device", "cpu", ...args),
      );
      assert.equal(status, 2, `${args}: ${err}`);
      assert.match(err, message);
      assert.equal(err.trimEnd().split("\n").length, 1, err);
    }));
    assert.deepEqual(filesIn(dir), ["file", "full", "texts"]);
  }));

/** Runs a comparison in this process, with the console and the exit status caught. */
async function caught(args: string[], expected?: Parameters<typeof compare>[1]) {
  const printed = { out: "", err: "" };
  const { log, error } = console;
  console.log = (line) => printed.out += `${line}\n`;
  console.error = (line) => printed.err += `${line}\n`;
  try {
    await compare(args, expected);
    return { ...printed, status: Deno.exitCode };
  } finally {
    Object.assign(console, { log, error });
    Deno.exitCode = 0;
  }
}

Deno.test("deno task compare: a row that is not as expected is named, with status 1", () =>
  inTempDir(async (dir) => {
    const args = [
      "--corpus",
      "mini",
      "--device",
      "cpu",
      "--seeds",
      "0",
      "--methods",
      "sgd",
    ];
    const off = structuredClone(mini);
    off.cd.error *= 1.00001;
    off.cd.topics[0]![7] = "kilometre";
    const expected = { mini: off, "20news": news };
    const run = await caught([...args, "--json", "--out", dir], expected);
    assert.equal(run.status, 1);
    assert.match(
      run.err,
      /not as expected:\n {2}6 topics, nndsvda start, coordinate descent \(expert\) \(expert\): error 16\.56752, expected 16\.56769 to 0\.0001 %\n/,
    );
    assert.match(run.err, /topic “orbit .* km” is not among the expected ones/);
    const json = JSON.parse(run.out);
    assert.equal(json.checked.findings.length, 2);
    const page = await Deno.readTextFile(join(dir, "report.html"));
    assert.match(page, /Not as expected/);
    assert.match(page, /expected 16\.56769/);
  }));

const hasBrowser = await Browser.isInstalled();
const drawing = "report.html: every chart drawn, nothing fetched, as wide as its screen";
Deno.test({
  name: hasBrowser ? drawing : `${drawing} (left out: needs chromium)`,
  ignore: !hasBrowser,
  fn: () =>
    inTempDir(async (dir) => {
      await using chromium = await Browser.start();
      const args = ["--corpus", "mini", "--device", "cpu", "--seeds", "1"];
      await caught([...args, "--iterations", "20", "--quiet", "--out", dir]);
      const expression = `(async () => {
        const { documentElement: page } = document;
        while (page.dataset.drawn === undefined) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return {
          charts: Object.keys(charts).length,
          marks: [...document.querySelectorAll(".live")]
            .map((chart) => chart.querySelectorAll("svg path, svg text").length),
          wide: page.scrollWidth - innerWidth,
          ground: getComputedStyle(document.body).backgroundColor,
          chart: getComputedStyle(document.querySelector(".live svg")).backgroundColor,
        };
      })()`;
      const looks = [1280, 390].flatMap((width) =>
        (["light", "dark"] as const).map((scheme) => ({ width, scheme, expression }))
      );
      const seen = await chromium.look(`file://${join(dir, "report.html")}`, looks);
      assert.deepEqual(chromium.complaints, []);
      seen.forEach(({ value }, i) => {
        const { charts, marks, wide, ground, chart } = value as {
          charts: number;
          marks: number[];
          wide: number;
          ground: string;
          chart: string;
        };
        const dark = looks[i]!.scheme === "dark";
        assert.equal(charts, 6);
        assert.equal(marks.length, 6);
        assert.ok(marks.every((count) => count > 20), marks.join());
        assert.ok(wide <= 0, `${looks[i]!.width} pixels: ${wide} too wide`);
        assert.equal(ground, dark ? "rgb(27, 29, 33)" : "rgb(255, 255, 255)");
        assert.equal(chart, ground);
      });
    }),
});
