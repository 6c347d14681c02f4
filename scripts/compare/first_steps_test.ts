import assert from "node:assert/strict";
import type { Gpu } from "@nmf/gpu";
import { frobeniusError, map, Matrix, mul, Random } from "@nmf/lib/matrix";
import { gpuTest } from "../../gpu/testing.ts";
import { METHODS } from "../../lessons/06_comparison/methods.ts";
import { COURSE, type Course } from "./course.ts";
import { firstSteps } from "./first_steps.ts";

const { lesson01, lesson02, lesson03, lesson04, lesson05, methods } = COURSE;

/** The course with one row of lesson 06 run in another way. */
function withFit(name: string, fit: Course["methods"][number]["fit"]): Course {
  return {
    ...COURSE,
    methods: methods.map((method) => method.name === name ? { ...method, fit } : method),
  };
}

const twice = (i: number) => 2 * i;

/** An edit for every method and every part of it, and what must be said of it. */
const EDITS: [what: string, course: Course, named: RegExp][] = [
  [
    "documents are not brought to length 1",
    { ...COURSE, lesson01: { ...lesson01, tfidf: lesson01.weights } },
    /^V, by TF-IDF: V differs by \d.* from scikit-learn's; look at lessons\/01_tf_idf\//,
  ],
  [
    "sums in place of means",
    {
      ...COURSE,
      lesson01: {
        ...lesson01,
        categoryMeans(...args) {
          const { W, H } = lesson01.categoryMeans(...args);
          return { W, H: mul(H, 2) };
        },
      },
    },
    /^V, by TF-IDF: H of the categories differs/,
  ],
  [
    "H updated from the old W",
    {
      ...COURSE,
      lesson02: {
        ...lesson02,
        multiplicativeUpdates(V, start, { iterations = 1, errorAfter } = {}) {
          let { W, H } = start;
          errorAfter?.(0, W, H);
          for (let i = 1; i <= iterations; i++) {
            const next = lesson02.update(V, { W, H });
            H = lesson02.update(V, { W: W.clone(), H: next.H }).H;
            W = next.W;
            errorAfter?.(i, W, H);
          }
          return { W, H, iterations };
        },
      },
    },
    /^multiplicative updates: after 1 step H differs by \d.* from scikit-learn's; look at lessons\/02_/,
  ],
  [
    "a stopping rule of its own",
    withFit(
      "multiplicative updates",
      ({ V, start, iterations }) =>
        lesson02.multiplicativeUpdates(V, start, { iterations, tol: 1e-2 }),
    ),
    /^multiplicative updates: it stops after 20 steps, scikit-learn's after 30; look at what lessons\/06/,
  ],
  [
    "λ halved",
    {
      ...COURSE,
      lesson03: {
        ...lesson03,
        gradientDescent: (V, start, settings) =>
          lesson03.gradientDescent(V, start, { ...settings, lam: settings.lam / 2 }),
      },
    },
    /^gradient descent: after 1 step W differs by \d.* from NumPy's and H differs by .*; look at gradientDescent/,
  ],
  [
    "one step fewer",
    {
      ...COURSE,
      lesson03: {
        ...lesson03,
        gradientDescent: (V, start, settings) =>
          lesson03.gradientDescent(V, start, {
            ...settings,
            iterations: settings.iterations - 1,
          }),
      },
    },
    /^gradient descent: there is no W and H after 5 steps; look at/,
  ],
  [
    "documents are not shuffled",
    {
      ...COURSE,
      lesson03: {
        ...lesson03,
        stochasticGradientDescent(V, start, settings) {
          const random = new Random(1);
          random.permutation = (n) => Int32Array.from({ length: n }, (_, i) => i);
          return lesson03.stochasticGradientDescent(V, start, { ...settings, random });
        },
      },
    },
    /^SGD: after 1 step W differs by \d.*; look at stochasticGradientDescent/,
  ],
  [
    "SGD with the rate of the next epoch",
    withFit("SGD", ({ V, start, iterations, seed }) => {
      const { sgd } = lesson03.SETTINGS;
      const fit = lesson03.stochasticGradientDescent(V, start, {
        ...sgd,
        epochs: iterations,
        rate: (i) => 0.2 * 0.95 ** (i + 1),
        random: new Random(seed),
      });
      return { ...fit, iterations };
    }),
    /^SGD: with the course's settings after 3 steps W differs by /,
  ],
  [
    "the kernel's specification with μ twice as large",
    {
      ...COURSE,
      lesson04: {
        ...lesson04,
        descendOnCpu: (V, start, settings) =>
          lesson04.descendOnCpu(V, start, { ...settings, mu: 2 * settings.mu }),
      },
    },
    /^gradient descent on the GPU: after 1 step W differs.*: look at stepSpecification/,
  ],
  ...(["Penalty", "Softplus", "Projection"] as const).map((way) => {
    const fit = `adamWith${way}` as const;
    const course: Course = {
      ...COURSE,
      lesson05: {
        ...lesson05,
        [fit]: (...[V, start, settings]: Parameters<typeof lesson05.adamWithPenalty>) =>
          lesson05[fit](V, start, { ...settings, betas: [0.9, 0.9] }),
      },
    };
    const row = way === "Penalty" ? "a penalty" : way.toLowerCase();
    return [
      `Adam with ${row} and betas of its own`,
      course,
      new RegExp(`^Adam with ${row}: after 2 steps W differs .*; look at adamWith`),
    ] as [string, Course, RegExp];
  }),
  ...methods.filter(({ lesson }) => lesson === "expert").map(({ name, fit }) =>
    [
      `${name} with a W twice as large`,
      withFit(name, async (problem, history) => {
        const found = await fit(problem, history);
        return { ...found, W: map(found.W, twice) };
      }),
      new RegExp(
        `^${
          name.replaceAll(/[()]/g, "\\$&")
        }: with the course's settings after 3 steps W differs by .*; look at lib/nmf$`,
      ),
    ] as [string, Course, RegExp]
  ),
  [
    "numbers that are none",
    {
      ...COURSE,
      lesson05: {
        ...lesson05,
        adamWithProjection(_V, start, { onStep }) {
          [0, 1, 3].forEach((i) => onStep?.(i, map(start.W, () => NaN), start.H, 1));
          return start;
        },
      },
    },
    /^Adam with projection: after 1 step W has entries that are no numbers and H differs/,
  ],
  [
    "another shape",
    {
      ...COURSE,
      lesson03: {
        ...lesson03,
        gradientDescent(_V, start, { onStep }) {
          onStep?.(0, new Matrix(2, 5), start.H);
          return start;
        },
      },
    },
    /^gradient descent: after 1 step W is 2 × 5, NumPy's 13 × 5 and H differs/,
  ],
  [
    "an error",
    {
      ...COURSE,
      lesson02: {
        ...lesson02,
        multiplicativeUpdates() {
          throw new RangeError("no such place");
        },
      },
    },
    /^multiplicative updates: it ended with an error \(no such place\); look at/,
  ],
];

Deno.test("firstSteps: nothing to say of the course", async () => {
  assert.deepEqual(await firstSteps(METHODS), []);
});

for (const [what, course, named] of EDITS) {
  Deno.test(`firstSteps names the row: ${what}`, async () => {
    const findings = await firstSteps(METHODS, undefined, course);
    assert.equal(findings.length, 1, findings.join("\n"));
    assert.match(findings[0]!, named);
  });
}

Deno.test("firstSteps: every row of lesson 06 has an edit that is named", () => {
  for (const { name } of METHODS) {
    const start = new RegExp(`^\\^${name.replaceAll(/[()]/g, "\\\\\\$&")}:`);
    assert.ok(EDITS.some(([, , named]) => start.test(named.source)), name);
  }
});

Deno.test("firstSteps looks only at the rows that are asked for", async () => {
  const other = EDITS.find(([what]) => what === "λ halved")![1];
  const asked = METHODS.filter(({ name }) => name === "SGD");
  assert.deepEqual(await firstSteps(asked, undefined, other), []);
});

/** Settings as a student may change them, and what must be said. */
const CHANGED: [course: Course, said: RegExp][] = [
  [
    {
      ...COURSE,
      lesson02: { ...lesson02, SETTINGS: { ...lesson02.SETTINGS, tol: 1e-3 } },
    },
    /^multiplicative updates: in SETTINGS in lessons\/02_.*\.ts, tol is 0\.001, the course's is 0\.0001; if you chose it, all is well, and this row now differs/,
  ],
  ...[
    { key: "lam", value: 50, said: "λ is 50, the course's is 100" },
    { key: "mu", value: 0, said: "μ is 0, the course's is 0.00001" },
    { key: "iterations", value: 999, said: "iterations is 999, the course's is 1000" },
    {
      key: "rate",
      value: "0.05 * 0.9^floor(i/100)",
      said: "rate is 0.05 at i = 1, the course's is 0.045",
    },
    { key: "rate", value: "-1", said: "rate cannot be read: " },
  ].map(({ key, value, said }): [Course, RegExp] => {
    const descent = { ...lesson03.SETTINGS.descent, [key]: value };
    const SETTINGS = { ...lesson03.SETTINGS, descent };
    return [
      { ...COURSE, lesson03: { ...lesson03, SETTINGS } },
      new RegExp(
        `^gradient descent: in .*03_sgd/method.ts, ${said.replaceAll(".", "\\.")}`,
      ),
    ];
  }),
  [
    {
      ...COURSE,
      lesson03: {
        ...lesson03,
        SETTINGS: {
          ...lesson03.SETTINGS,
          sgd: { ...lesson03.SETTINGS.sgd, batchSize: 50 },
        },
      },
    },
    /^SGD: in SETTINGS\.sgd in .*, batchSize is 50, the course's is 100;/,
  ],
  [
    {
      ...COURSE,
      lesson04: { ...lesson04, SETTINGS: { ...lesson04.SETTINGS, mu: 1e-4 } },
    },
    /^gradient descent on the GPU: in .* μ is 0\.0001, /,
  ],
  [
    {
      ...COURSE,
      lesson05: {
        ...lesson05,
        SETTINGS: {
          ...lesson05.SETTINGS,
          softplus: { iterations: 300, rate: "0.33 * 0.99^i" },
        },
      },
    },
    /^Adam with softplus: in .* rate is 0\.33 at i = 0, the course's is 0\.3;/,
  ],
];

for (const [course, said] of CHANGED) {
  Deno.test(`firstSteps names a setting: ${said.source.slice(1)}`, async () => {
    const findings = await firstSteps(METHODS, undefined, course);
    assert.equal(findings.length, 1, findings.join("\n"));
    assert.match(findings[0]!, said);
  });
}

Deno.test("firstSteps: Adam's betas are those of all three rows", async () => {
  const SETTINGS = { ...lesson05.SETTINGS, adam: { beta1: 0.9, beta2: 0.999 } };
  const course = { ...COURSE, lesson05: { ...lesson05, SETTINGS } };
  assert.deepEqual(
    (await firstSteps(METHODS, undefined, course)).map((line) => line.split(";")[0]),
    ["a penalty", "softplus", "projection"].map((way) =>
      `Adam with ${way}: in SETTINGS.adam in lessons/05_autograd_adam/method.ts, beta2 is ` +
      `0.999, the course's is 0.9`
    ),
  );
});

gpuTest("firstSteps: nothing to say of the course on the GPU", async (gpu) => {
  assert.deepEqual(await firstSteps(METHODS, gpu), []);
});

gpuTest("firstSteps names what the GPU alone does", async (gpu: Gpu) => {
  const course: Course = {
    ...COURSE,
    lesson04: {
      ...lesson04,
      descendOnGpu: (gpu, V, start, settings) =>
        lesson04.descendOnGpu(gpu, V, start, { ...settings, lam: 0.99 * settings.lam }),
    },
  };
  const findings = await firstSteps(METHODS, gpu, course);
  assert.equal(findings.length, 1, findings.join("\n"));
  assert.match(
    findings[0]!,
    /^gradient descent on the GPU: after 1 step W differs .*look at .*step\.wgsl/,
  );
});

Deno.test("the expected numbers are where every part of a method matters", async () => {
  // The errors differ, so a step that is left out or taken twice is seen.
  const { default: numbers } = await import("./expected_first_steps.json", {
    with: { type: "json" },
  });
  const V = Matrix.from(numbers.V);
  assert.ok(V.rows % 4 !== 0 && numbers.many.length % 100 !== 0);
  assert.ok(V.toArray().some((row) => row.every((value) => value === 0)));
  const { W, H } = numbers.signed;
  assert.ok([W, H].every((A) => A.flat().some((value) => value < 0)));
  for (const { row, after } of numbers.methods) {
    const errors = after.map(({ W, H }) =>
      frobeniusError(V, Matrix.from(W), Matrix.from(H))
    );
    assert.equal(new Set(errors).size, after.length, row);
  }
});
