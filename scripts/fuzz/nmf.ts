import fc from "fast-check";
import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
import { type BetaLoss, type Init, NMF, type Solver } from "@nmf/lib/nmf";
import { isClose, largest, matrixDifference } from "./close.ts";
import {
  type Comparison,
  type Entries,
  isError,
  type Outcome,
  outcomeOf,
} from "./kind.ts";

/** The options of `NMF` that a case has. */
export interface FitOptions {
  nComponents?: number;
  init?: Init;
  solver?: Solver;
  betaLoss?: BetaLoss;
  tol?: number;
  maxIter?: number;
  randomState?: number;
  alphaW?: number;
  alphaH?: number | "same";
  l1Ratio?: number;
}

/** V in some form, how to factorize it, and rows to transform afterwards. */
export interface NMFCase {
  V: Entries;
  form: "dense" | "sparse" | "stored zeros";
  options: FitOptions;
  start?: { W: Entries; H: Entries };
  unseen: Entries;
}

/** The fit, and W of the unseen rows. */
export interface NMFAnswer {
  W: Entries;
  H: Entries;
  iterations: number;
  error: number;
  unseen: Outcome<Entries>;
}

/** A matrix in one of its forms. */
export function formOf({ rows, cols, data }: Entries, form: NMFCase["form"]) {
  const dense = new Matrix(rows, cols, Float64Array.from(data));
  if (form === "dense") return dense;
  if (form === "sparse") return SparseMatrix.fromDense(dense);
  return new SparseMatrix(
    rows,
    cols,
    Int32Array.from({ length: rows + 1 }, (_, i) => i * cols),
    Int32Array.from(dense.data, (_, p) => p % cols),
    dense.data,
  );
}

const LARGEST = 6;
const counts = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 6 }) },
);
const positive = fc.integer({ min: 1, max: 9999 }).map((n) => n / 10000);
const uniform = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: positive },
);
const many = (entry: fc.Arbitrary<number>, count: number) =>
  fc.array(entry, { minLength: count, maxLength: count });

/** One of several, or none; of one alone none. */
const oneOf = (count: number) =>
  count === 1 ? fc.constant(null) : fc.option(fc.nat(count - 1), { freq: 1 });

const cases = fc.record({
  rows: fc.integer({ min: 1, max: LARGEST }),
  cols: fc.integer({ min: 1, max: LARGEST }),
  k: fc.integer({ min: 1, max: 4 }),
  kind: fc.constantFrom("counts", "uniform", "TF-IDF", "positive"),
}).chain(({ rows, cols, k, kind }) =>
  fc.record({
    kind: fc.constant(kind),
    rows: fc.constant(rows),
    cols: fc.constant(cols),
    k: fc.constant(k),
    entries: many(
      kind === "uniform" ? uniform : kind === "positive" ? positive : counts,
      (rows + 2) * cols,
    ),
    weights: many(positive, cols),
    emptyRow: oneOf(rows),
    emptyColumn: oneOf(cols),
    scale: fc.oneof(
      { weight: 3, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.integer({ min: -12, max: 12 }).map((e) => 10 ** e) },
    ),
    form: fc.constantFrom<NMFCase["form"][]>("dense", "sparse", "stored zeros"),
    own: fc.option(fc.record({ W: many(uniform, rows * k), H: many(uniform, k * cols) })),
    options: fc.record({
      nComponents: fc.option(fc.constant(k), { nil: undefined, freq: 8 }),
      init: fc.constantFrom(undefined, "random", "nndsvd", "nndsvda", "nndsvdar"),
      solver: fc.constantFrom("cd", "mu", "mu", undefined),
      betaLoss: fc.constantFrom(
        undefined,
        "frobenius",
        "kullback-leibler",
        "itakura-saito",
        1.5,
        0.5,
        3,
        -0.5,
      ),
      tol: fc.constantFrom(undefined, 0, 1e-2, 1e-6),
      maxIter: fc.constantFrom(1, 2, 3, 5, 10, 20, 30),
      randomState: fc.constantFrom(0, 1, 42),
      alphaW: fc.constantFrom(undefined, 0, 0, 1e-4, 1e-2, 0.3),
      alphaH: fc.constantFrom(undefined, undefined, "same", 0, 0.05),
      l1Ratio: fc.constantFrom(undefined, 0, 0.5, 1),
    }),
  })
).map((drawn): NMFCase => {
  const { rows, cols, k, kind, entries, weights, scale, own } = drawn;
  const all = Float64Array.from(entries, (entry, p) => {
    const [i, j] = [Math.floor(p / cols), p % cols];
    if (kind === "positive") return entry;
    return i === drawn.emptyRow || j === drawn.emptyColumn ? 0 : entry;
  });
  if (kind === "TF-IDF") {
    for (let i = 0; i < rows + 2; i++) {
      const row = all.subarray(i * cols, (i + 1) * cols);
      row.forEach((entry, j) => row[j] = entry * (1 + weights[j]));
      const length = Math.hypot(...row);
      if (length > 0) row.forEach((entry, j) => row[j] = entry / length);
    }
  }
  const scaled = Array.from(all, (entry) => entry * scale);
  const root = Math.sqrt(scale);
  const start = own && {
    W: { rows, cols: k, data: own.W.map((entry) => entry * root) },
    H: { rows: k, cols, data: own.H.map((entry) => entry * root) },
  };
  const options = Object.fromEntries(
    Object.entries(drawn.options).filter(([, one]) => one !== undefined),
  ) as FitOptions;
  // Coordinate descent knows one loss; to be told so every time teaches nothing.
  if (options.solver !== "mu") delete options.betaLoss;
  if (start) Object.assign(options, { nComponents: k, init: "custom" });
  return {
    V: { rows, cols, data: scaled.slice(0, rows * cols) },
    form: drawn.form,
    options,
    ...(start && { start }),
    unseen: { rows: 2, cols, data: scaled.slice(rows * cols) },
  };
});

/** Messages that say the same. */
const SAME_ERRORS: [ours: RegExp, theirs: RegExp][] = [
  [
    /a loss with β ≤ 0 is infinite where V is 0/,
    /When beta_loss <= 0 and X contains zeros/,
  ],
  [/needs a rank of at most/, /can only be used when n_components <= min/],
];

/**
 * Entries of W and H that are nothing beside V's root, so that large penalties may leave
 * one side 1e-71 and the other 0.
 */
export function leastScale({ V }: NMFCase): number {
  return 1e-60 * Math.sqrt(largest(V));
}

/** The start of a case as matrices. */
export function startOf({ W, H }: { W: Entries; H: Entries }): { W: Matrix; H: Matrix } {
  return { W: formOf(W, "dense") as Matrix, H: formOf(H, "dense") as Matrix };
}

/** Where two things are wrong, each side may name another one. */
function refusalDifference(
  name: string,
  ours: Outcome<object>,
  theirs: Outcome<object>,
): string | undefined {
  const a = isError(ours) ? ours.error : "";
  const b = isError(theirs) ? theirs.error : "";
  const same = SAME_ERRORS.some(([our]) => our.test(a)) &&
    SAME_ERRORS.some(([, their]) => their.test(b));
  return same ? undefined : `${name}: ours ${a || "no error"}, theirs ${b || "none"}`;
}

/** `NMF` beside scikit-learn's. */
export const nmf: Comparison<NMFCase, NMFAnswer> = {
  id: "nmf",
  cases,
  ours({ V, form, options, start, unseen }) {
    const made = new NMF(options);
    const W = made.fitTransform(formOf(V, form), start && startOf(start));
    return {
      W,
      H: made.components,
      iterations: made.nIterations,
      error: made.reconstructionError,
      unseen: outcomeOf(() => made.transform(formOf(unseen, form))),
    };
  },
  question: (input) => ({ what: "nmf", ...input }),
  difference(input, ours, theirs) {
    if (isError(ours) || isError(theirs)) {
      return refusalDifference("fit", ours, theirs);
    }
    if (ours.iterations !== theirs.iterations) {
      return `iterations: ours ${ours.iterations}, theirs ${theirs.iterations}`;
    }
    const least = leastScale(input);
    const scale = (A: Entries, B: Entries) =>
      Math.max(Math.min(largest(A), largest(B)), least);
    const difference = (name: string, A: Entries, B: Entries) =>
      matrixDifference(name, A, B, 1e-6, scale(A, B));
    const norm = largest(input.V) * Math.sqrt(input.V.data.length);
    return difference("W", ours.W, theirs.W) ?? difference("H", ours.H, theirs.H) ??
      (isClose(ours.error, theirs.error, 1e-6, 1e-8 * norm)
        ? undefined
        : `error: ours ${ours.error}, theirs ${theirs.error}`) ??
      (isError(ours.unseen) || isError(theirs.unseen)
        ? refusalDifference("unseen W", ours.unseen, theirs.unseen)
        : difference("unseen W", ours.unseen, theirs.unseen));
  },
};
