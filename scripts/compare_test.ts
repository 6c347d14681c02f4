import "../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import config from "../deno.json" with { type: "json" };
import news from "./compare/expected_20news.json" with { type: "json" };
import mini from "../lessons/testing/expected_mini.json" with { type: "json" };
import { Browser } from "./compare/browser_for_tests.ts";
import { gpuTest } from "../gpu/testing.ts";
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
    assert.match(text, /\n2 topics, from 1 random start\n/);
    assert.match(text, /All rows are as expected, as far as they could be checked\./);
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

/** Waits until a comparison has kept so many runs. */
async function kept(out: string, runs: number): Promise<void> {
  while (true) {
    try {
      const text = Deno.readTextFileSync(join(out, "runs.jsonl"));
      if (text.split("\n").length - 2 >= runs) return;
    } catch {
      // It has not begun yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The keys of the runs of results.json, with the settings they were made for. */
function resultsIn(out: string) {
  const { results, settings, facts } = JSON.parse(
    Deno.readTextFileSync(join(out, "results.json")),
  );
  const key = ({ rank, start, method }: Record<string, unknown> & { method: unknown }) =>
    JSON.stringify([rank, start, (method as { id?: string }).id ?? method]);
  return { keys: results.map(key), planned: facts.plan.map(key), settings, results };
}

const FEW = ["--corpus", "mini", "--methods", "softplus", "--device", "cpu"];

Deno.test("deno task compare: two at once in one folder, one of them is told to wait", async (t) => {
  const same = [...FEW, "--seeds", "1", "--iterations", "150"];
  for (
    const [name, other] of [
      ["the same settings", same],
      ["other ranks", [...same, "--ranks", "2,3"]],
      ["--resume", [...same, "--resume"]],
    ] as const
  ) {
    await t.step(name, () =>
      inTempDir(async (dir) => {
        const out = join(dir, "out");
        const first = start(...same, "--out", out);
        await kept(out, 0);
        const second = await ending(start(...other, "--out", out));
        assert.equal(second.status, 2);
        assert.match(
          second.err,
          /^error: another comparison is writing to .*out; wait until it has ended, or choose another folder with --out\n$/,
        );
        const { status, err } = await ending(first);
        assert.equal(status, 0, err);
        assert.deepEqual(filesIn(out), FILES);
        const { keys, planned, settings } = resultsIn(out);
        assert.deepEqual(settings.ranks, [6]);
        assert.deepEqual(keys, planned);
      }));
  }
});

Deno.test("deno task compare: begun at the same moment, one runs and the files are its own", () =>
  inTempDir(async (dir) => {
    const out = join(dir, "out");
    const ends = await Promise.all(
      ["2", "3"].map((rank) =>
        ending(
          start(
            ...FEW,
            "--seeds",
            "0",
            "--iterations",
            "60",
            "--topics",
            rank,
            "--out",
            out,
          ),
        )
      ),
    );
    // On a busy machine one may have ended before the other begins.
    const statuses = ends.map(({ status }) => status);
    assert.ok(statuses.includes(0) && statuses.every((status) => status % 2 === 0));
    const { keys, planned, results } = resultsIn(out);
    assert.deepEqual(keys, planned);
    const winner = results[0].rank;
    assert.ok(results.every(({ rank }: { rank: number }) => rank === winner));
    const csv = Deno.readTextFileSync(join(out, "results.csv")).trimEnd().split("\r\n");
    for (const line of csv.slice(1)) assert.ok(line.startsWith(`${winner},`), line);
    const page = Deno.readTextFileSync(join(out, "report.html"));
    assert.ok(page.includes(`<h2>${winner} topics</h2>`));
    assert.deepEqual(filesIn(out), FILES);
  }));

Deno.test("deno task compare: killed it leaves no lock, and lines cut or doubled do no harm", () =>
  inTempDir(async (dir) => {
    const out = join(dir, "out");
    const args = [...FEW, "--methods", "softplus,projection", "--seeds", "1"];
    const child = start(...args, "--iterations", "100", "--out", out);
    await kept(out, 3);
    child.kill("SIGKILL");
    await ending(child);
    const journal = join(out, "runs.jsonl");
    const [header, expert, second, third] = (await Deno.readTextFile(journal)).split(
      "\n",
    );
    const lines = [header, second, expert!.slice(0, 300), third, second, ""];
    await Deno.writeTextFile(journal, lines.join("\n"));
    const { status, out: text, err } = await ending(
      start(...args, "--iterations", "100", "--out", out, "--resume"),
    );
    assert.equal(status, 0, err);
    assert.match(
      text,
      /6 topics, the nndsvda start and 1 random start; 2 are there already/,
    );
    assert.match(
      text,
      /1 line of runs\.jsonl could not be read; what stood there is run again/,
    );
    const { keys, planned, results } = resultsIn(out);
    assert.deepEqual(keys, planned);
    assert.equal(results.length, 6);
    // The expert was made again after the others, and is still who they are compared with.
    assert.equal(results[0].method.id, "expert-cd");
    assert.equal(results[0].matched, 1);
    assert.equal(results[1].seconds, JSON.parse(second!).seconds);
    assert.deepEqual(filesIn(out), FILES);
  }));

/** Whether there is a Python to set a limit with. */
const hasPython = await (async () => {
  try {
    return (await new Deno.Command("python3", { args: ["--version"] }).output()).success;
  } catch {
    return false;
  }
})();

Deno.test(
  "deno task compare: where there is no room, finished runs are kept and --resume goes on",
  {
    ignore: !hasPython || Deno.build.os === "windows",
  },
  () =>
    inTempDir(async (dir) => {
      const out = join(dir, "out");
      const args = [...FEW, "--seeds", "1", "--iterations", "60", "--out", out];
      /** The program with files that may not grow beyond so many bytes. */
      const limited = (bytes: number, ...more: string[]) => {
        const program = "import os, resource, sys\n" +
          `resource.setrlimit(resource.RLIMIT_FSIZE, (${bytes}, ${bytes}))\n` +
          "os.execvp(sys.argv[1], sys.argv[1:])";
        const words = config.tasks.compare.command.split(" ");
        return ending(
          new Deno.Command("python3", {
            args: ["-c", program, ...words, ...args, ...more],
            cwd: ROOT,
            env: { NO_COLOR: "1" },
            stdout: "piped",
            stderr: "piped",
          }).spawn(),
        );
      };
      // Room for the first run and not for the second, then for all, but not for the report.
      const short = await limited(32_000);
      assert.equal(short.status, 2, short.err);
      assert.match(
        short.err,
        /^error: cannot write to .*out \(File too large .*runs\.jsonl'\); 1 of 4 runs is kept in runs\.jsonl: make room, then run the same command with --resume to go on\n$/,
      );
      assert.deepEqual(filesIn(out), ["runs.jsonl"]);
      const longer = await limited(200_000, "--resume");
      assert.equal(longer.status, 2, longer.err);
      assert.match(
        longer.err,
        /report\.html\.part'\); 4 of 4 runs are kept in runs\.jsonl: make/,
      );
      assert.deepEqual(filesIn(out), ["runs.jsonl"]);
      const none = await limited(100);
      assert.equal(none.status, 2, none.err);
      assert.match(
        none.err,
        /; 4 of 4 runs are kept|; make room, or choose another folder/,
      );
      const { status, err, out: text } = await ending(start(...args, "--resume"));
      assert.equal(status, 0, err);
      assert.match(text, /; 4 are there already/);
      assert.deepEqual(filesIn(out), FILES);
      assert.equal(resultsIn(out).keys.length, 4);
    }),
);

Deno.test(
  "deno task compare: where what it prints has no room, that is said and not a stack",
  {
    ignore: !hasPython || Deno.build.os !== "linux",
  },
  () =>
    inTempDir(async (dir) => {
      const program = "import os, sys\n" +
        "os.dup2(os.open('/dev/full', os.O_WRONLY), 1)\n" +
        "os.execvp(sys.argv[1], sys.argv[1:])";
      const words = config.tasks.compare.command.split(" ");
      const { status, err } = await ending(
        new Deno.Command("python3", {
          args: [
            "-c",
            program,
            ...words,
            ...FEW,
            "--seeds",
            "0",
            "--out",
            join(dir, "out"),
          ],
          cwd: ROOT,
          env: { NO_COLOR: "1" },
          stdout: "piped",
          stderr: "piped",
        }).spawn(),
      );
      assert.equal(status, 2, err);
      assert.match(
        err,
        /^error: there is no room for what it prints \(No space left [^\n]*; make room\n$/,
      );
      assert.deepEqual(filesIn(dir), []);
    }),
);

Deno.test("deno task compare: a signal that ends it keeps its runs, too", {
  ignore: Deno.build.os === "windows",
}, () =>
  inTempDir(async (dir) => {
    const out = join(dir, "out");
    const args = [...FEW, "--seeds", "1", "--out", out];
    const child = start(...args);
    await kept(out, 1);
    child.kill("SIGTERM");
    const { status, err } = await ending(child);
    assert.equal(status, 143, err);
    assert.match(
      err,
      /^interrupted; \d of 4 runs (is|are) kept in .*runs\.jsonl: run the same/,
    );
    // Interrupted again before the corpus is loaded: what was kept still is.
    const again = start(...args, "--resume");
    while (!filesIn(out).includes("compare.lock")) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    again.kill("SIGINT");
    const second = await ending(again);
    assert.equal(second.status, 130, second.err);
    assert.match(second.err, /^interrupted; \d (of 4 )?runs? (is|are) kept in /);
    assert.deepEqual(filesIn(out), ["runs.jsonl"]);
  }));

Deno.test("deno task compare: bad input is one line and status 2, nothing is written", () =>
  inTempDir(async (dir) => {
    const corpus = await ownTexts(dir);
    const file = join(dir, "file");
    await Deno.writeTextFile(file, "");
    await Deno.mkdir(join(dir, "full", "results.csv"), { recursive: true });
    // One for each, since they run at once.
    let outs = 0;
    const out = () => join(dir, `out${++outs}`, "deep");
    const cases: [string[], RegExp][] = [
      [["--speed", "--out", out()], /unknown option '--speed'/],
      [["--ranks", "2,x", "--out", out()], /'2,x' is invalid. Give whole numbers from 1/],
      [
        ["--corpus", corpus, "--ranks", "2,7", "--out", out()],
        /--ranks 7 is too many for 6/,
      ],
      [["--corpus", join(dir, "none"), "--out", out()], /there is no folder or file/],
      [["--methods", "newton", "--out", out()], /no method has “newton” in its name/],
      [["--out", file], /cannot write to .*file .*choose another folder with --out/],
      [["--out", join(dir, "full")], /cannot write to .*results.csv is a folder/],
      [["--resume", "--out", out()], /--resume: nothing was interrupted in/],
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

gpuTest(
  "deno task compare: a program that stands in for a GPU is marked as one everywhere",
  (gpu) =>
    inTempDir(async (dir) => {
      const args = [
        "--corpus",
        "mini",
        "--device",
        "gpu",
        "--methods",
        "GPU",
        "--seeds",
        "1",
      ];
      const { out } = await caught([...args, "--iterations", "20", "--out", dir]);
      const name = "gradient descent on the GPU" + (gpu.software ? " (software)" : "");
      const device = `${gpu.software ? "software adapter" : "GPU"}: ${gpu.description}`;
      const { results, environment } = JSON.parse(
        await Deno.readTextFile(join(dir, "results.json")),
      );
      assert.deepEqual(environment.gpu, {
        adapter: gpu.description,
        software: gpu.software,
      });
      assert.deepEqual(
        results.map(({ device }: { device: string }) => device),
        ["processor", device, "processor", device],
      );
      const csv = await Deno.readTextFile(join(dir, "results.csv"));
      const [head, , onGpu] = csv.split("\r\n");
      assert.match(head!, /,lesson,device,/);
      assert.ok(onGpu!.includes(device) && onGpu!.includes(`,${name},`), onGpu);
      const page = await Deno.readTextFile(join(dir, "report.html"));
      const svg = await Deno.readTextFile(join(dir, "report.svg"));
      const unmarked = /gradient descent on the GPU(?!\s+\(software\))/i;
      for (const text of [out, page, svg]) {
        assert.ok(text.includes(name));
        if (gpu.software) assert.doesNotMatch(text, unmarked);
      }
      for (const text of [out, page]) {
        assert.equal(/is a program on the\s+processor/.test(text), gpu.software);
      }
    }),
);

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
          marks: [...document.querySelectorAll(".live:not(.legend)")]
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
