import "../../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { map } from "@nmf/lib/matrix";
import { initialize, NMF } from "@nmf/lib/nmf";
import { EXPERT, type Method, METHODS } from "../../lessons/06_comparison/methods.ts";
import { check } from "./expected.ts";
import { compareOptions } from "./options.ts";
import { PEERS } from "./peers.ts";
import { keyOfRecord, resultsOf, type RunRecord } from "./results.ts";
import { prepare, runAll } from "./run_all.ts";
import { inTempDir, ownTexts } from "../../lib/testing/folders.ts";

const MINI = ["--corpus", "mini", "--device", "cpu"];

/** All runs of a comparison as its command line would make them. */
async function play(
  args: readonly string[],
  methods: readonly Method[] = METHODS,
  done: ReadonlySet<string> = new Set(),
) {
  const settings = compareOptions(args);
  const prepared = await prepare(settings, loadCorpus, methods);
  const records: RunRecord[] = await Array.fromAsync(runAll(prepared, done));
  const { facts } = prepared;
  return { settings, prepared, facts, records, results: resultsOf(records, facts.plan) };
}

/** The methods, one of them fitting in another way. */
function edited(id: string, fit: Method["fit"]): Method[] {
  assert.ok(METHODS.some((method) => method.id === id), id);
  return METHODS.map((method) => method.id === id ? { ...method, fit } : method);
}

Deno.test("compare: the methods of mini end where scikit-learn and NumPy say", async () => {
  const { results, facts, settings, records } = await play([...MINI, "--seeds", "0"]);
  assert.equal(records.length, METHODS.filter(({ needsGpu }) => !needsGpu).length);
  const { findings, about, numbers } = check(results, facts, settings);
  assert.deepEqual(findings, []);
  assert.match(about[0]!, /checked against the numbers of scikit-learn/);
  assert.ok(numbers.length >= 2 * records.length);
});

Deno.test("compare: an edited lesson is found out, and its row named", async () => {
  const sgd = METHODS.find(({ id }) => id === "sgd")!;
  const lazy = edited(
    "sgd",
    (problem, history) => sgd.fit({ ...problem, iterations: 2 }, history),
  );
  const args = [...MINI, "--seeds", "0", "--methods", "sgd"];
  const { results, facts, settings } = await play(args, lazy);
  const { findings } = check(results, facts, settings);
  assert.ok(findings.length > 0);
  for (const line of findings) {
    assert.match(line, /^6 topics, nndsvda start, SGD \(lesson 03\): /);
  }
  assert.match(
    findings[0]!,
    /honest error \d+\.\d{5}, expected 16\.56752 to 0\.1 %$/,
  );
});

Deno.test("compare: whatever the methods are called, every check is made", async () => {
  // Each fault is one that a check of its own is there for.
  const faulty = METHODS.map(({ needsGpu: _, ...method }): Method => {
    const fit: Method["fit"] = async (problem, history) => {
      const { W, H, iterations } = await method.fit(problem, history);
      return { W: map(W, (value) => 1.05 * value), H, iterations };
    };
    if (["expert-mu", "descent", "sgd"].includes(method.id)) return { ...method, fit };
    if (method.id === "descent-gpu") {
      return { ...method, fit: METHODS.find(({ id }) => id === "descent")!.fit };
    }
    if (method.id !== "adam-projection") return method;
    const below: Method["fit"] = async (problem, history) => {
      const { W, H, iterations } = await method.fit(problem, history);
      return { W: map(W, (value) => value === 0 ? -1e-9 : value), H, iterations };
    };
    return { ...method, fit: below };
  });
  const renamed = faulty.map((method, i) => ({ ...method, name: `way ${i}` }));
  const inIds = (text: string, methods: readonly Method[]) =>
    methods.toSorted((a, b) => b.name.length - a.name.length)
      .reduce((text, { id, name }) => text.replaceAll(name, `<${id}>`), text);
  const args = [...MINI, "--seeds", "0"];
  const said = await Promise.all([faulty, renamed].map(async (methods) => {
    const { results, facts, settings } = await play(args, methods);
    const { findings, numbers } = check(results, facts, settings);
    return {
      findings: findings.map((line) => inIds(line, methods)),
      numbers: numbers.map((one) => ({ ...one, method: inIds(one.method, methods) })),
    };
  }));
  assert.deepEqual(said[1], said[0]);
  const { findings, numbers } = said[1]!;
  const finding = (id: string, what: RegExp) =>
    assert.ok(
      findings.some((line) => line.includes(`<${id}> (`) && what.test(line)),
      `${id} ${what}: ${findings.join("\n")}`,
    );
  finding("expert-mu", /: error [\d.]+, expected/);
  finding("descent", /: reported error [\d.]+, expected/);
  finding("descent-gpu", /not that of <descent>, [\d.]+, which takes the same steps/);
  finding("adam-projection", /entries below 0, expected none/);
  assert.ok(!findings.some((line) => /<(expert-cd|mu|adam-penalty)> \(/.test(line)));
  const counts = Map.groupBy(numbers, ({ method }) => method);
  assert.deepEqual(
    METHODS.map(({ id }) => counts.get(`<${id}>`)!.length),
    // Error and words; of those that may leave negatives both errors.
    [2, 2, 2, 3, 2, 3, 3, 2, 2],
  );
});

Deno.test("compare: every method has an id and a name of its own, and twins that are there", () => {
  const ids = METHODS.map(({ id }) => id);
  assert.equal(new Set(ids).size, METHODS.length);
  assert.equal(new Set(METHODS.map(({ name }) => name)).size, METHODS.length);
  for (const { expected: { twin = EXPERT } } of METHODS) assert.ok(ids.includes(twin));
  for (const { same } of PEERS) assert.ok(ids.includes(same));
});

Deno.test("compare: a method that throws is a row, and the others go on", async () => {
  const broken = edited("sgd", () => {
    throw new TypeError("W is not a matrix\nand more");
  });
  const args = [...MINI, "--seeds", "1", "--iterations", "2"];
  const { results, facts, settings, records } = await play(args, broken);
  assert.deepEqual(records.map(keyOfRecord).length, facts.plan.length);
  const { findings, about } = check(results, facts, settings);
  assert.deepEqual(findings, [
    "6 topics, nndsvda start, SGD (lesson 03): ended with an error: W is not a matrix",
    "6 topics, random 1 start, SGD (lesson 03): ended with an error: W is not a matrix",
  ]);
  assert.match(about[0]!, /left out: --iterations 2 ends before/);
});

Deno.test("compare: a learning rate that explodes, and entries below 0, are named", async () => {
  const methods: Method[] = edited("sgd", ({ start: { W, H } }) => ({
    W: map(W, () => NaN),
    H,
    iterations: 1,
  })).map((method) =>
    method.id === "adam-projection"
      ? {
        ...method,
        fit: ({ start: { W, H } }: Parameters<Method["fit"]>[0]) => ({
          W: map(W, (value) => value === W.data[0] ? -1 : value),
          H,
          iterations: 1,
        }),
      }
      : method
  );
  const args = [...MINI, "--seeds", "0", "--methods", "sgd,projection", "--words", "4"];
  const { results, facts, settings } = await play(args, methods);
  const { findings, about } = check(results, facts, settings);
  assert.match(about[0]!, /they have 8 words per topic, not 4/);
  assert.ok(findings.some((line) => /SGD .*its error is not a number/.test(line)));
  assert.ok(
    findings.some((line) => /Adam with projection .*1 entry below 0/.test(line)),
    findings.join("\n"),
  );
});

Deno.test("compare: every method begins with the same W and H, seed by seed", async () => {
  const seen: number[][] = [];
  const spies = METHODS.filter(({ needsGpu }) => !needsGpu).slice(0, 2).map((method) => ({
    ...method,
    fit: (({ start: { W, H } }) => {
      seen.push([W.data[0]!, H.data[0]!]);
      return { W, H, iterations: 1 };
    }) as Method["fit"],
  }));
  const { facts, prepared } = await play([...MINI, "--seeds", "2"], spies);
  assert.deepEqual(
    facts.plan.map(({ start }) => start),
    ["nndsvda", "nndsvda", "random 1", "random 1", "random 2", "random 2"],
  );
  const { V } = prepared.vectorized;
  const starts = [
    initialize(V, 6, "nndsvda", 1),
    initialize(V, 6, "random", 1),
    initialize(V, 6, "random", 2),
  ].map(({ W, H }) => [W.data[0]!, H.data[0]!]);
  // Each method is run twice, the first time to warm up.
  assert.deepEqual(seen, starts.flatMap((start) => [start, start, start, start]));
});

Deno.test("compare: a method that writes into its start is named, and spoils no other", async () => {
  const rude = edited("mu", ({ start: { W, H } }) => {
    W.data[0] = 7;
    return { W, H, iterations: 1 };
  });
  const args = [...MINI, "--seeds", "0", "--methods", "multiplicative,projection"];
  const { results, facts, settings } = await play(args, rude);
  assert.deepEqual(check(results, facts, settings).findings, [
    "6 topics, nndsvda start, multiplicative updates (lesson 02): ended with an error: " +
    "it writes into the W and H that it is given to start from",
  ]);
});

Deno.test("compare: runs that are there are not made again", async () => {
  const args = [...MINI, "--seeds", "1", "--iterations", "2", "--methods", "sgd"];
  const { records } = await play(args);
  const done = new Set(records.slice(0, 3).map(keyOfRecord));
  const again = await play(args, METHODS, done);
  assert.deepEqual(again.records.map(keyOfRecord), ["6 topics, random 1 start, sgd"]);
  assert.equal(again.records[0]!.error, records[3]!.error);
});

Deno.test("compare: on a student's few texts, for two ranks", () =>
  inTempDir(async (dir) => {
    const corpus = await ownTexts(dir);
    const args = [
      "--corpus",
      corpus,
      "--device",
      "cpu",
      "--seeds",
      "1",
      "--ranks",
      "1,2",
    ];
    const { results, facts, settings } = await play(args);
    const { findings, about } = check(results, facts, settings);
    assert.deepEqual(findings, []);
    assert.match(about[0]!, /left out: there are none for this corpus/);
    assert.match(about[1]!, /fewer than 100 documents/);
    const expert = results.find(({ rank }) => rank === 2)!;
    const nmf = new NMF({ nComponents: 2, init: "nndsvda", randomState: 1 });
    const { vectorized: { V } } = await prepare(settings, loadCorpus);
    nmf.fitTransform(V);
    assert.ok(Math.abs(expert.error - nmf.reconstructionError) < 1e-9);
  }));

Deno.test("compare: a folder called mini is not the corpus mini", () =>
  inTempDir(async (dir) => {
    await Deno.rename(await ownTexts(dir), `${dir}/mini`);
    const args = ["--corpus", `${dir}/mini`, "--device", "cpu", "--topics", "2"];
    const { results, facts, settings } = await play([...args, "--seeds", "0"]);
    const { about } = check(results, facts, settings);
    assert.match(about[0]!, /there are none for this corpus/);
  }));

Deno.test("compare: unknown methods, too many words, too many topics are refused", async () => {
  for (
    const [args, message] of [
      [["--methods", "newton"], /no method has “newton” in its name; there are coord/],
      [["--words", "6000"], /--words 6000 is too many: the corpus has 5375 terms/],
      [
        ["--ranks", "4,301"],
        /^--ranks 301 is too many for 300 documents with 5375 terms; /,
      ],
      [["--ranks", "100000"], /^--ranks 100000 is too many .*; give 300 or less$/],
      [["--topics", "301"], /^--topics 301 is too many for 300 documents/],
      [["--topics", "9007199254740991"], /^--topics 9007199254740991 is too many/],
      [
        [
          "--seeds",
          "1000",
          "--ranks",
          Array.from({ length: 300 }, (_, i) => i + 1).join(),
        ],
        /^--ranks and --seeds ask for \d+ runs, and no more than 100000 can be kept; /,
      ],
    ] as const
  ) {
    await assert.rejects(
      () => prepare(compareOptions([...MINI, ...args]), loadCorpus),
      { name: "InputError", message },
    );
  }
});
