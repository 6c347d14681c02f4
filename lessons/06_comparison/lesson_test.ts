import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { lessonOptions, type LessonResult, performLesson } from "@nmf/lib/lesson";
import { matchTopics } from "@nmf/lib/metrics";
import { newsTest } from "../../data/testing.ts";
import { gpuTest } from "../../gpu/testing.ts";
import { assertClose } from "../../lib/testing/assert_close.ts";
import { sharedGolden } from "../../lib/testing/golden.ts";
import { expectedMini, play } from "../testing/testing.ts";
import { lesson } from "./lesson.ts";
import { EXPERT, METHODS } from "./methods.ts";
import { shownName } from "./shown_name.ts";

const NAMES = Object.fromEntries(METHODS.map(({ id, name }) => [id, name]));
const ON_THE_GPU = NAMES["descent-gpu"]!;

/** The results by the method's id. */
function byId({ methods }: LessonResult): Record<string, LessonResult> {
  return Object.fromEntries(
    METHODS.map((
      { id, name },
    ) => [id, methods!.find(({ method }) => method.replace(" (software)", "") === name)])
      .filter(([, result]) => result !== undefined),
  );
}

/** The error with negatives set to 0, as the history ends with it. */
function honest({ history }: LessonResult): number {
  return history.at(-1)!.clamped!;
}

/** In all pairs at least 7 of 8 words; the topics may stand in any order. */
function assertTopicsAlike(topics: string[][], expected: string[][]): void {
  assert.equal(topics.length, expected.length);
  for (const { a, b, shared } of matchTopics(topics, expected).pairs) {
    assert.ok(shared >= 7, `${topics[a]!.join(" ")} against ${expected[b]!.join(" ")}`);
  }
}

/** One object for each method, each in the shape that every lesson prints. */
function assertShape(result: LessonResult, names: readonly string[]): void {
  assert.deepEqual(result.methods!.map(({ method }) => method), names);
  for (const one of result.methods!) {
    const { lesson, corpus, options, topics, negatives, history, iterations } = one;
    assert.deepEqual(Object.keys(one), [
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
    ]);
    assert.deepEqual([lesson, corpus, options], ["06", result.corpus, result.options]);
    assert.ok(topics.length === 6 && topics.every((words) => words.length === 8));
    assert.deepEqual(Object.keys(negatives), ["W", "H"]);
    assert.equal(history[0]!.iteration, 0);
    assert.equal(history.at(-1)!.iteration, iterations);
    assert.equal(history.at(-1)!.seconds, one.seconds);
    assertClose(history.at(-1)!.error, one.error, 1e-9);
    // All start at the same place.
    assert.equal(history[0]!.error, result.methods![0]!.history[0]!.error);
    history.forEach((entry, i) => {
      const before = history[i - 1];
      if (before === undefined) return;
      assert.ok(entry.iteration > before.iteration && entry.seconds >= before.seconds);
    });
  }
}

const WITHOUT_GPU = METHODS.filter(({ needsGpu }) => !needsGpu).map(({ name }) => name);

Deno.test("lesson 06 on mini: each method ends where scikit-learn and NumPy do", async () => {
  const result = await play(lesson, ["--corpus", "mini", "--device", "cpu"]);
  assertShape(result, WITHOUT_GPU);
  assert.equal(result.methods![0]!.method, NAMES[EXPERT]);
  const { cd, mu, gradient_descent, adam } = expectedMini;
  const expected: [string, { error: number; topics: string[][] }, number][] = [
    [EXPERT, cd, 1e-9],
    ["expert-mu", mu, 1e-9],
    ["mu", mu, 1e-9],
    ["descent", gradient_descent, 1e-6],
    ["adam-softplus", adam.softplus, 1e-6],
    ["adam-projection", adam.projection, 1e-6],
  ];
  const results = byId(result);
  for (const [name, { error, topics }, tolerance] of expected) {
    assertClose(results[name]!.error, error, tolerance);
    assert.deepEqual(results[name]!.topics, topics, name);
  }
  assert.equal(results[EXPERT]!.iterations, cd.iterations);
  assert.equal(results.mu!.iterations, mu.iterations);
  assertClose(
    honest(results.descent!),
    gradient_descent.error_clamped,
    1e-6,
  );
  const penalty = results["adam-penalty"]!;
  assertClose(penalty.error, adam.penalty_1e6.error, 1e-3);
  assertClose(honest(penalty), adam.penalty_1e6.error_clamped, 1e-3);
  assertTopicsAlike(penalty.topics, adam.penalty_1e6.topics);
  // No NumPy peer draws the same minibatches: SGD must come to the same place.
  assertClose(results.sgd!.error, cd.error, 0.005);
  assertTopicsAlike(results.sgd!.topics, cd.topics);
  for (const { id, expected } of METHODS.filter(({ id }) => id in results)) {
    const { negatives } = results[id]!;
    if (expected.mayLeaveNegatives) assert.ok(negatives.H > 0, id);
    else assert.deepEqual(negatives, { W: 0, H: 0 }, id);
  }
  for (const one of result.methods!) {
    assert.ok(honest(one) >= expectedMini.svd_floor, one.method);
  }
  // What the lesson itself ends with is the best of them.
  assert.equal(honest(result), Math.min(...result.methods!.map(honest)));
});

gpuTest(
  "lesson 06 on mini, on the GPU: the descent of lesson 04 among the others",
  async (gpu) => {
    const args = ["--corpus", "mini", "--device", "gpu"];
    // Lesson 03's descent takes its 1000 steps here, too.
    const result = await play(lesson, args);
    assertShape(result, METHODS.map((method) => shownName(method, gpu)));
    const { "descent-gpu": onGpu, descent: onCpu } = byId(result);
    assert.equal(onGpu!.iterations, 1000);
    assertClose(onGpu!.error, expectedMini.gradient_descent.error, 1e-4);
    assertClose(honest(onGpu!), honest(onCpu!), 1e-4);
    assertTopicsAlike(onGpu!.topics, expectedMini.gradient_descent.topics);
  },
);

Deno.test("lesson 06: the same seed gives the same numbers, but for the seconds", async () => {
  const args = ["--corpus", "mini", "--device", "cpu", "--iterations", "12"];
  const numbers = async (seed: string) => {
    const { methods } = await play(lesson, [...args, "--seed", seed]);
    return methods!.map(({ method, topics, error, negatives, iterations, history }) => ({
      ...{ method, topics, error, negatives, iterations },
      history: history.map((
        { iteration, error, clamped },
      ) => [iteration, error, clamped]),
    }));
  };
  const once = await numbers("3");
  assert.deepEqual(await numbers("3"), once);
  assert.ok(once.every(({ iterations }) => iterations <= 12));
  const sgd = once.findIndex(({ method }) => method === NAMES["sgd"]);
  assert.notEqual((await numbers("4"))[sgd]!.error, once[sgd]!.error);
});

/** What the lesson prints, with all but the given arguments left as they are. */
async function printed(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line = "") => void lines.push(line);
  try {
    const options = lessonOptions(lesson, ["--no-chart", "--iterations", "3", ...args]);
    await performLesson(lesson, loadCorpus, options);
  } finally {
    console.log = log;
  }
  return lines.join("\n");
}

Deno.test("lesson 06 without a GPU: lesson 04's method is left out, and that is said", async () => {
  const { gpu } = navigator;
  const none = { requestAdapter: () => Promise.resolve(null) };
  Object.defineProperty(navigator, "gpu", { value: none, configurable: true });
  try {
    const text = await printed("--corpus", "mini");
    assert.match(text, /Lesson 04's method is left out: no GPU adapter was found; /);
    assert.ok(!text.includes(ON_THE_GPU));
    await assert.rejects(play(lesson, ["--corpus", "mini", "--device", "gpu"]), {
      name: "InputError",
      message: /no GPU adapter was found/,
    });
  } finally {
    Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  }
});

Deno.test("lesson 06 with more topics than the GPU holds goes on without it", async () => {
  const text = await printed("--corpus", "mini", "--topics", "25");
  assert.match(text, /Lesson 04's method is left out: 25 topics are more than the 24/);
  assert.ok(!text.includes(ON_THE_GPU));
  await assert.rejects(
    play(lesson, ["--corpus", "mini", "--topics", "25", "--device", "gpu"]),
    { name: "InputError", message: /25 topics are more than the 24/ },
  );
});

Deno.test("lesson 06 prints a table of one row for each method, and its bounds", async () => {
  const text = await printed("--corpus", "mini", "--device", "cpu");
  const [head, , floor, ...rows] = text.split("\n\n")
    .find((part) => part.includes("\nmethod "))!.split("\n").slice(1);
  assert.match(head!, /^method +error +honest +neg\. W .* NPMI$/);
  const value = expectedMini.svd_floor.toFixed(4);
  assert.ok(floor!.endsWith(value) && floor!.startsWith("truncated SVD, the floor"));
  assert.ok(rows.pop()!.startsWith("W = H = 0"));
  assert.equal(rows.length, WITHOUT_GPU.length);
  rows.forEach((line, i) => assert.ok(line.startsWith(WITHOUT_GPU[i]!), line));
  for (const line of text.split("\n")) assert.ok(line.length <= 120, line);
});

Deno.test("lesson 06: --device is one of three", () =>
  assert.rejects(
    async () => await play(lesson, ["--corpus", "mini", "--device", "tpu"]),
    { message: /'tpu' is invalid\. Allowed choices are auto, gpu, cpu/ },
  ));

newsTest(
  "lesson 06 on 20news: the methods come where scikit-learn and NumPy do",
  async (newsDir, golden) => {
    const { nmf } = golden.corpus;
    const [cd, mu] = ["cd", "mu"].map((solver) =>
      nmf.find((run: Record<string, unknown>) =>
        run.matrix === "tfidf" && run.n_components === 6 && run.solver === solver
      )
    );
    const descent = golden.descent.gradient_descent
      .find((run: { lam: number }) => run.lam === 100).error_after_step_i;
    const penalty = golden.descent.adam.find((run: { lam: number }) => run.lam === 1e6)
      .error_after_i_steps;
    // As far as NumPy's first known errors; the lessons' own tests follow them to the end.
    const args = ["--corpus", "20news", "--device", "cpu", "--iterations", "101"];
    const result = await play(lesson, args, newsDir);
    assertShape(result, WITHOUT_GPU);
    const results = byId(result);

    assert.equal(results[EXPERT]!.iterations, cd.n_iter);
    assertClose(results[EXPERT]!.error / cd.reconstruction_err, 1, 1e-6);
    assert.deepEqual(results[EXPERT]!.topics, cd.topics);
    for (const name of ["expert-mu", "mu"]) {
      assert.equal(results[name]!.iterations, mu.n_iter);
      assertClose(results[name]!.error / mu.reconstruction_err, 1, 1e-6);
      assert.deepEqual(results[name]!.topics, mu.topics);
    }
    const errorAfter = (name: string, steps: number) =>
      results[name]!.history.find(({ iteration }) => iteration === steps)!.error;
    assertClose(errorAfter("descent", 101), descent["100"], 1e-3);
    assertClose(errorAfter("adam-penalty", 100), penalty["100"], 1e-3);
    for (const name of ["adam-softplus", "adam-projection"]) {
      assertClose(results[name]!.error, cd.reconstruction_err, 1e-3);
    }
    assertClose(results.sgd!.error, cd.reconstruction_err, 2e-3);
    for (const one of result.methods!) {
      // The penalty's small steps are not there yet; lesson 05's test sees them through.
      if (one.method !== NAMES["adam-penalty"]) assertTopicsAlike(one.topics, cd.topics);
      assert.ok(honest(one) >= golden.descent.svd_floor, one.method);
    }
  },
  both(),
);

/** Both files of expected numbers, or undefined where one is not there. */
function both() {
  const [corpus, descent] = [sharedGolden("20news"), sharedGolden("descent_20news")];
  return corpus && descent && { corpus, descent };
}
