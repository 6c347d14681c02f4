import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { History, learningRate, lessonOptions } from "@nmf/lib/lesson";
import { initialize } from "@nmf/lib/nmf";
import { TfidfVectorizer } from "@nmf/lib/text";
import { gpuTest } from "../../gpu/testing.ts";
import { SETTINGS as settings02 } from "../02_multiplicative_updates/method.ts";
import { lesson as lesson02 } from "../02_multiplicative_updates/lesson.ts";
import { SETTINGS as settings03 } from "../03_sgd/method.ts";
import { lesson as lesson03 } from "../03_sgd/lesson.ts";
import { SETTINGS as settings04 } from "../04_webgpu_sgd/method.ts";
import { lesson as lesson04 } from "../04_webgpu_sgd/lesson.ts";
import { SETTINGS as settings05 } from "../05_autograd_adam/method.ts";
import { lesson as lesson05 } from "../05_autograd_adam/lesson.ts";
import { METHODS, type Problem } from "../06_comparison/methods.ts";

/** Settings of a method, with one changed by hand and put back after the test. */
type Values = Record<string, number | string>;

/**
 * What a student may change in lessons 02 to 05, the method of lesson 06 whose result must
 * change with it, and a value that differs from the lesson's from the first steps on.
 */
const CHANGES: {
  name: string;
  values: Values;
  others: Values;
  method: string;
}[] = [
  {
    name: "02",
    values: settings02,
    others: { iterations: 4, tol: 0.1 },
    method: "multiplicative updates",
  },
  {
    name: "03 descent",
    values: settings03.descent,
    others: { iterations: 4, rate: "0.01", lam: 50, mu: 0.01 },
    method: "gradient descent",
  },
  {
    name: "03 sgd",
    values: settings03.sgd,
    others: { epochs: 4, rate: "0.1", batchSize: 37 },
    method: "SGD",
  },
  {
    name: "04",
    values: settings04,
    others: { iterations: 4, rate: "0.01", lam: 50, mu: 0.01 },
    method: "gradient descent on the GPU",
  },
  {
    name: "05 penalty",
    values: settings05.penalty,
    others: { iterations: 4, rate: "0.002", lam: 10 },
    method: "Adam with a penalty",
  },
  {
    name: "05 softplus",
    values: settings05.softplus,
    others: { iterations: 4, rate: "0.1" },
    method: "Adam with softplus",
  },
  {
    name: "05 projection",
    values: settings05.projection,
    others: { iterations: 4, rate: "0.01" },
    method: "Adam with projection",
  },
  ...["penalty", "softplus", "projection"].map((kind) => ({
    name: `05 adam (${kind})`,
    values: settings05.adam,
    others: { beta1: 0.5, beta2: 0.99 },
    method: kind === "penalty" ? "Adam with a penalty" : `Adam with ${kind}`,
  })),
];

/** Not of a method: how a lesson begins, and what it does where no GPU is. */
const NOT_OF_A_METHOD = ["02 start", "04 iterationsOnCpu"];

const { documents } = await loadCorpus({ corpus: "mini" });
const V = new TfidfVectorizer({ stopWords: "english" }).fitTransform(documents);
const problem: Problem = {
  V,
  start: initialize(V, 6, "nndsvda", 1),
  iterations: 12,
  seed: 1,
};

/** W and H of a method of lesson 06 as its settings are now, in one row of numbers. */
async function outcome(name: string, more: Partial<Problem> = {}): Promise<number[]> {
  const { fit } = METHODS.find((method) => method.name === name)!;
  const { W, H } = await fit({ ...problem, ...more }, new History(V));
  return [...W.data, ...H.data];
}

/** Changes a setting, as an edit of `method.ts` would, for as long as `use` takes. */
async function changed(
  values: Values,
  key: string,
  value: number | string,
  use: () => unknown,
): Promise<void> {
  const before = values[key];
  values[key] = value;
  try {
    await use();
  } finally {
    values[key] = before;
  }
}

for (const { name, values, others, method } of CHANGES) {
  const test = (title: string, run: (more?: Partial<Problem>) => Promise<void>) =>
    method.endsWith("GPU")
      ? gpuTest(title, (gpu) => run({ gpu }))
      : Deno.test(title, () => run());
  for (const [key, other] of Object.entries(others)) {
    test(`lesson 06 takes ${key} from lesson ${name}`, async (more) => {
      const before = await outcome(method, more);
      await changed(values, key, other, async () => {
        assert.notDeepEqual(await outcome(method, more), before);
      });
      assert.deepEqual(await outcome(method, more), before);
    });
  }
}

Deno.test("every setting of a method is among those that were changed", () => {
  const all = CHANGES.flatMap(({ name, values }) =>
    Object.keys(values).filter((key) => typeof values[key] !== "object")
      .map((key) => `${name} ${key}`)
  );
  const tried = CHANGES.flatMap(({ name, others }) =>
    Object.keys(others).map((key) => `${name} ${key}`)
  );
  assert.deepEqual(all.filter((key) => !tried.includes(key)), NOT_OF_A_METHOD);
  // Nothing stands beside the groups that are looked at.
  assert.deepEqual(Object.keys(settings03), ["descent", "sgd"]);
  assert.deepEqual(
    Object.keys(settings05),
    ["penalty", "softplus", "projection", "adam"],
  );
});

Deno.test("every default of a lesson's options is its setting, changed or not", async () => {
  const cases: [Values, string, number | string, () => unknown][] = [
    [settings03.descent, "rate", "0.01", () => lessonOptions(lesson03, []).lr],
    [settings03.descent, "lam", 7, () => lessonOptions(lesson03, []).lam],
    [settings03.descent, "mu", 0.5, () => lessonOptions(lesson03, []).mu],
    [settings03.sgd, "rate", "0.02", () => lessonOptions(lesson03, []).sgdLr],
    [settings03.sgd, "epochs", 7, () => lessonOptions(lesson03, []).epochs],
    [settings03.sgd, "batchSize", 7, () => lessonOptions(lesson03, []).batchSize],
    [settings04, "rate", "0.01", () => lessonOptions(lesson04, []).lr],
    [settings04, "lam", 7, () => lessonOptions(lesson04, []).lam],
    [settings04, "mu", 0.5, () => lessonOptions(lesson04, []).mu],
    [settings05.penalty, "lam", 7, () => lessonOptions(lesson05, []).lam],
  ];
  for (const [values, key, value, option] of cases) {
    assert.equal(option(), values[key], key);
    await changed(values, key, value, () => assert.equal(option(), value, key));
  }
});

Deno.test("the default of --iterations is its setting, changed or not", async () => {
  const cases: [string, Values, { iterations: number }][] = [
    ["02_multiplicative_updates", settings02, lesson02],
    ["03_sgd", settings03.descent, lesson03],
    ["04_webgpu_sgd", settings04, lesson04],
    ["05_autograd_adam", settings05.penalty, lesson05],
  ];
  for (const [folder, values, lesson] of cases) {
    assert.equal(lesson.iterations, values.iterations);
    await changed(values, "iterations", 7, async () => {
      // With another name the program is loaded again, and meets the changed setting.
      const again = await import(`../${folder}/lesson.ts?again`);
      assert.equal(again.lesson.iterations, 7, folder);
    });
  }
});

Deno.test("lesson 04's descent is set as lesson 03's, whose twin it is", () => {
  const { iterationsOnCpu: _, ...shared } = settings04;
  assert.deepEqual(shared, settings03.descent);
});

Deno.test("every learning rate is an expression that can be read", () => {
  const { descent, sgd } = settings03;
  const { penalty, softplus, projection } = settings05;
  for (const { rate } of [descent, sgd, settings04, penalty, softplus, projection]) {
    assert.ok(learningRate(rate)(0) > 0);
  }
});
