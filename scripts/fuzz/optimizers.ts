import fc from "fast-check";
import { Adam, type AdamOptions, SGD, type SGDOptions, Tensor } from "@nmf/lib/autograd";
import { Matrix } from "@nmf/lib/matrix";
import { largest, matrixDifference } from "./close.ts";
import { type Comparison, type Entries, isError } from "./kind.ts";

/** Gradients for some of the parameters, then one step. */
export interface OptimizerStep {
  /** A new learning rate; null to keep the old. */
  lr: number | null;
  /** Before: no gradients, gradients of zeros, or what was there stays. */
  zero: "none" | "zeros" | "keep";
  /** What is added to each parameter's gradient; null for nothing. */
  gradients: (number[] | null)[];
}

/** An optimizer with its options, parameters, and what happens to them. */
export interface OptimizerCase {
  optimizer: "Adam" | "SGD";
  options: AdamOptions & SGDOptions;
  parameters: Entries[];
  steps: OptimizerStep[];
}

/** The parameters after each step. */
export interface OptimizerAnswer {
  trace: Entries[][];
}

const value = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: -4000, max: 4000 }).map((n) => n / 1000) },
  { weight: 3, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom(1e-12, -1e12, 1e-170, 1e170) },
);
const lr = fc.constantFrom(0.1, 0.01, 1, 1e-3, 0, 1e-8, 100);
const share = fc.constantFrom(0, 0.5, 0.9, 0.99, 0.999);
const weightDecay = fc.constantFrom(0, 0.1, 1e-4, 2);

const adam = fc.record({
  lr,
  betas: fc.tuple(share, share),
  eps: fc.constantFrom(1e-8, 1e-3, 1e-30, 1),
  weightDecay,
  amsgrad: fc.boolean(),
  maximize: fc.boolean(),
}, { requiredKeys: [] });
const sgd = fc.record({
  lr,
  momentum: fc.constantFrom(0, 0.5, 0.9, 1, 1.5),
  dampening: fc.constantFrom(0, 0.5, 1, -0.5),
  weightDecay,
  nesterov: fc.boolean(),
  maximize: fc.boolean(),
}, { requiredKeys: ["lr"] });

const sizes = fc.array(
  fc.record({
    rows: fc.integer({ min: 1, max: 2 }),
    cols: fc.integer({ min: 1, max: 2 }),
  }),
  { minLength: 1, maxLength: 3 },
);

function filled(count: number): fc.Arbitrary<number[]> {
  return fc.array(value, { minLength: count, maxLength: count });
}

const cases = sizes.chain((sizes) =>
  fc.record({
    optimizer: fc.constantFrom("Adam" as const, "SGD" as const),
    adam,
    sgd,
    parameters: fc.tuple(
      ...sizes.map(({ rows, cols }) =>
        filled(rows * cols).map((data): Entries => ({ rows, cols, data }))
      ),
    ),
    steps: fc.array(
      fc.record({
        lr: fc.option(lr),
        zero: fc.constantFrom<OptimizerStep["zero"][]>("none", "none", "zeros", "keep"),
        gradients: fc.tuple(
          ...sizes.map(({ rows, cols }) => fc.option(filled(rows * cols))),
        ),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  })
).map(({ optimizer, adam, sgd, parameters, steps }) => ({
  optimizer,
  options: (optimizer === "Adam" ? adam : sgd) as AdamOptions & SGDOptions,
  parameters,
  steps,
}));

function optimizerOf({ optimizer, options }: OptimizerCase, parameters: Tensor[]) {
  return optimizer === "Adam"
    ? new Adam(parameters, options)
    : new SGD(parameters, options);
}

/** `Adam` and `SGD` beside PyTorch's. */
export const optimizers: Comparison<OptimizerCase, OptimizerAnswer> = {
  id: "optimizers",
  cases,
  ours(input) {
    const matrix = (rows: number, cols: number, data: ArrayLike<number>) =>
      new Matrix(rows, cols, Float64Array.from(data));
    const parameters = input.parameters.map(({ rows, cols, data }) =>
      new Tensor(matrix(rows, cols, data), { requiresGrad: true })
    );
    const optimizer = optimizerOf(input, parameters);
    const trace = input.steps.map(({ lr, zero, gradients }) => {
      if (lr !== null) optimizer.lr = lr;
      if (zero !== "keep") optimizer.zeroGrad({ setToNone: zero === "none" });
      for (const [i, x] of parameters.entries()) {
        const gradient = gradients[i];
        if (gradient === null) continue;
        x.mul(matrix(x.value.rows, x.value.cols, gradient)).sum().backward();
      }
      optimizer.step();
      return parameters.map((x) => x.value.clone());
    });
    return { trace };
  },
  question: (input) => ({ what: "optimizer", ...input }),
  difference({ parameters }, ours, theirs) {
    if (isError(ours) || isError(theirs)) {
      const refused = isError(ours) && isError(theirs) &&
        /nesterov needs momentum/.test(ours.error) &&
        /Nesterov momentum requires/.test(theirs.error);
      return refused ? undefined : `ours ${isError(ours) ? ours.error : "no error"}, ` +
        `theirs ${isError(theirs) ? theirs.error : "none"}`;
    }
    // Where steps cancel, what is left of a parameter is the rounding of what it was.
    const scales = parameters.map(largest);
    for (const [t, values] of ours.trace.entries()) {
      for (const [i, x] of values.entries()) {
        const name = `parameter ${i} after step ${t + 1}`;
        scales[i] = Math.max(
          scales[i],
          Math.min(largest(x), largest(theirs.trace[t][i])),
        );
        const found = matrixDifference(name, x, theirs.trace[t][i], 1e-9, scales[i]);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  },
};
