import { matmul, Matrix, max, norm, transpose, truncatedSvd } from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { naturalUnit } from "../../lib/nmf/natural_unit.ts";
import { isClose, largest, matrixDifference } from "./close.ts";
import { type Entries, isError } from "./kind.ts";
import { formOf, leastScale, nmf, type NMFAnswer, type NMFCase, startOf } from "./nmf.ts";
import type { Ask } from "./peer.ts";

/** What a stopping rule looks at after an iteration. */
interface Progress {
  /** What is compared with `tol`. */
  quantity: number;
  /** The violation or the error as a share of what it is made of, V's size. */
  level: number;
}

/** A fit by the plain formulas in extended precision; see peer.py. */
export interface PlainFit {
  W: Entries;
  H: Entries;
  WH: Entries;
  error: Entries;
  /** W of the unseen rows after each iteration. */
  unseen: Entries[];
  /** How far roundings can move them. */
  spreads: {
    W: number[];
    H: number[];
    WH: number[];
    error: number[];
    unseen: number[][];
  };
  /** The largest entries on the way. */
  sizes: { W: number; H: number; unseen: number };
  /** After each iteration; of the exact run, then of those with roundings. */
  quantities: Progress[][];
  unseenQuantities: Progress[][];
  /** Whether an entry of WH, or a sum to divide by, was 0. */
  zeros: boolean;
  /** Whether an entry of W or H was small enough to be dropped. */
  dropped: boolean;
  /** What the first quantity is a share of, as a share of V's size. */
  first: number;
  unseenFirst: number;
}

/** Roundings add up; six random ones are not the worst. */
const SLACK = 100;
/** An entry that six roundings move by this share of it is whatever rounding makes it. */
const CHAOS = 0.01;
/** What is left of an entry that was this many times as large is rounding. */
const LEFT = 1e-13;

/** V's natural unit, its norm in its divergence, and β. */
export function size(input: NMFCase) {
  const { V, form, options } = input;
  const { betaLoss = "frobenius" } = options;
  const beta = typeof betaLoss === "number"
    ? betaLoss
    : { "frobenius": 2, "kullback-leibler": 1, "itakura-saito": 0 }[betaLoss];
  const A = formOf(V, form);
  const unit = naturalUnit(A);
  const entries = Array.from(V.data).filter((v) => v > 0);
  return {
    unit,
    beta,
    least: leastScale(input),
    norm: beta === 2 ? norm(A) : Math.sqrt(
      entries.reduce((total, v) => total + v ** beta, 0),
    ),
  };
}

function initOf({ V, options, start }: NMFCase) {
  const { nComponents: k = V.cols } = options;
  const few = k <= Math.min(V.rows, V.cols);
  const init = options.init ?? (start ? "custom" : few ? "nndsvda" : "random");
  return { k, init, seed: options.randomState ?? 0 };
}

/** Our SVD of V divided by its unit, if the start is made of one. */
function svdOf(input: NMFCase) {
  const { k, init, seed } = initOf(input);
  if (!init.startsWith("nndsvd")) return undefined;
  const scaled = inUnit(input);
  return truncatedSvd(formOf(scaled.V, input.form), k, { random: seed });
}

function times({ rows, cols, data }: Entries, by: number): Entries {
  return { rows, cols, data: Array.from(data, (value) => value * by) };
}

/**
 * The same problem with V divided by its unit u. W and H are then divided by √u, and the
 * penalties by what the divergence is of them: ℓ1 by u^(β−½), ℓ2 by u^(β−1).
 */
function inUnit(input: NMFCase): NMFCase {
  const { unit, beta } = size(input);
  const { alphaW = 0, alphaH, l1Ratio = 0 } = input.options;
  const l1 = l1Ratio * unit ** (0.5 - beta);
  const all = l1 + (1 - l1Ratio) * unit ** (1 - beta);
  const root = 1 / Math.sqrt(unit);
  return {
    ...input,
    V: times(input.V, 1 / unit),
    unseen: times(input.unseen, 1 / unit),
    options: {
      ...input.options,
      alphaW: alphaW * all,
      ...(alphaH !== undefined && { alphaH: alphaH === "same" ? alphaH : alphaH * all }),
      l1Ratio: l1 / all,
    },
    ...(input.start &&
      { start: { W: times(input.start.W, root), H: times(input.start.H, root) } }),
  };
}

/**
 * Whether ours is what scikit-learn makes of V divided by its unit.
 *
 * @param own whether scikit-learn shall start from our SVD
 */
export async function agreesInUnit(
  input: NMFCase,
  ours: NMFAnswer,
  ask: Ask,
  own = false,
): Promise<boolean> {
  const { unit, beta } = size(input);
  const scaled = inUnit(input);
  const svd = own ? svdOf(input) : undefined;
  const theirs = await ask({ ...nmf.question(scaled), ...(svd && { svd }) });
  const root = 1 / Math.sqrt(unit);
  const answer = {
    W: times(ours.W, root),
    H: times(ours.H, root),
    iterations: ours.iterations,
    error: ours.error / unit ** (beta / 2),
    unseen: isError(ours.unseen) ? ours.unseen : times(ours.unseen, root),
  };
  return nmf.difference(scaled, answer, theirs) === undefined;
}

/** Whether singular vectors of V's start are not the only ones, to rounding. */
export async function degenerate(input: NMFCase, ask: Ask): Promise<boolean> {
  const svd = svdOf(input);
  if (svd === undefined) return false;
  const { values, missed } = await ask({ what: "singular", V: inUnit(input).V, svd });
  const first = values[0];
  // A gap g moves the vectors by 1e-16 / g.
  const close = values.slice(0, svd.s.length).some((value: number, r: number) =>
    [values[r - 1], values[r + 1]].some((other) =>
      Math.abs(value - other) < 1e-9 * first
    ) ||
    value < 1e-9 * first
  );
  return close && missed < 1e-9;
}

/** Whether the start is scikit-learn's, from V in its unit, or from our SVD of it. */
async function startsRight(
  input: NMFCase,
  { W, H }: { W: Entries; H: Entries },
  ask: Ask,
): Promise<boolean> {
  const { k, init, seed } = initOf(input);
  if (init === "custom" || max(Float64Array.from(input.V.data)) === 0) return true;
  const { unit } = size(input);
  const root = 1 / Math.sqrt(unit);
  const { V } = inUnit(input);
  const svds = await degenerate(input, ask) ? [undefined, svdOf(input)] : [undefined];
  for (const svd of svds) {
    const question = { what: "nmfStart", V, form: input.form, k, init, seed };
    const theirs = await ask({ ...question, ...(svd && { svd }) });
    if (
      matrixDifference("W", times(W, root), theirs.W, 1e-9) === undefined &&
      matrixDifference("H", times(H, root), theirs.H, 1e-9) === undefined
    ) return true;
  }
  return false;
}

/** An answer is asked about for several reasons; what was found out is kept meanwhile. */
const found = new WeakMap<NMFAnswer, PlainFit | undefined>();

/**
 * The plain fit, if an answer begins as scikit-learn would, is what the plain formulas give
 * after as many iterations, to what roundings make of them, and stops where the rule says.
 */
export async function asPlain(
  input: NMFCase,
  answer: NMFAnswer,
  ask: Ask,
): Promise<PlainFit | undefined> {
  if (!found.has(answer)) found.set(answer, await comparedWithPlain(input, answer, ask));
  return found.get(answer);
}

async function comparedWithPlain(
  input: NMFCase,
  answer: NMFAnswer,
  ask: Ask,
): Promise<PlainFit | undefined> {
  const { options, V, unseen, form } = input;
  const { unit, beta } = size(input);
  const { k, init, seed } = initOf(input);
  const { solver = "cd", maxIter = 200, alphaW = 0, alphaH = "same", l1Ratio = 0 } =
    options;
  const start = init === "custom"
    ? startOf(input.start!)
    : initialize(formOf(V, form), k, init, seed);
  const forH = alphaH === "same" ? alphaW : alphaH;
  const plain: PlainFit = await ask({
    what: "nmfPlain",
    V,
    unseen,
    ...start,
    fitted: answer.H,
    solver,
    beta,
    unit,
    iterations: answer.iterations,
    maxIter,
    l1W: V.cols * alphaW * l1Ratio,
    l2W: V.cols * alphaW * (1 - l1Ratio),
    l1H: V.rows * forH * l1Ratio,
    l2H: V.rows * forH * (1 - l1Ratio),
  });
  const wrong = disagreement(input, answer, plain) ??
    (await startsRight(input, start, ask) ? undefined : "the start");
  return wrong === undefined ? plain : undefined;
}

interface Leniency {
  /** Rounding is at least a share of this. */
  scale?: number;
  /** Whether an entry may be anything. */
  free?: (p: number) => boolean;
}

/** What of an answer is not as in the plain fit. */
function disagreement(
  input: NMFCase,
  answer: NMFAnswer,
  plain: PlainFit,
): string | undefined {
  const { W, H, unseen, error, iterations } = answer;
  const { spreads, sizes, first, unseenFirst } = plain;
  const { norm, least } = size(input);
  const close = (
    A: Entries,
    B: Entries,
    spread: number[],
    size: number,
    { scale = least, free = () => false }: Leniency = {},
  ) => {
    const most = Math.max(Math.min(largest(A), largest(B)), scale);
    return Array.from(A.data).every((value, p) =>
      isClose(value, B.data[p], 1e-6, most) || free(p) ||
      spread[p] > CHAOS * Math.max(Math.abs(value), Math.abs(B.data[p])) ||
      Math.abs(value - B.data[p]) <= SLACK * spread[p] + LEFT * size
    );
  };
  const k = W.cols;
  const [w, h] = [[W, plain.W], [H, plain.H]].map((pair) => pair.map(matrix));
  // Where all of a topic's W is rounding, its H is what rounding makes it, and the reverse.
  const isLeft = (topics: Matrix[], size: number) => {
    const left = topics.map((A) =>
      Array.from({ length: k }, (_, t) => max(A.row(t)) <= LEFT * size)
    );
    return (t: number) => left.some((topics) => topics[t]);
  };
  const noW = isLeft(w.map((A) => transpose(A)), sizes.W);
  const noH = isLeft(h, sizes.H);
  const errors = { rows: 1, cols: 1, data: [error] };
  const WH = matmul(w[0], h[0]);
  const ofW = { free: (p: number) => noH(p % k) };
  const ofH = { free: (p: number) => noW(Math.floor(p / H.cols)) };
  if (!close(W, plain.W, spreads.W, sizes.W, ofW)) return "W";
  if (!close(H, plain.H, spreads.H, sizes.H, ofH)) return "H";
  if (!close(WH, plain.WH, spreads.WH, largest(input.V))) return "WH";
  if (!close(errors, plain.error, spreads.error, 0, { scale: 1e-8 * norm })) {
    return "the error";
  }
  if (!stopsRight(input, plain.quantities, iterations - 1, first)) return "the end";
  // Its refusal is the reason for which the fit is looked at.
  if (isError(unseen)) return undefined;
  const some = plain.unseen.some((W, i) =>
    close(unseen, W, spreads.unseen[i], sizes.unseen) &&
    stopsRight(input, plain.unseenQuantities, i, unseenFirst)
  );
  return some ? undefined : "W of the unseen rows";
}

function matrix({ rows, cols, data }: Entries): Matrix {
  return new Matrix(rows, cols, Float64Array.from(data));
}

/** Whether the rule stops there and not before, to rounding. */
function stopsRight(
  { options }: NMFCase,
  runs: Progress[][],
  last: number,
  first: number,
): boolean {
  const { solver = "cd", tol = 1e-4, maxIter = 200 } = options;
  const slack = 1e-9 * tol + 1e-13 / first;
  const looks = (i: number) =>
    solver === "cd" || (tol > 0 && ((i + 1) % 10 === 0 || first < 1e-12));
  const may = (i: number) =>
    looks(i) &&
    runs.some((run) =>
      run[i].quantity <= tol + slack || (tol > 0 && run[i].level < 1e-12)
    );
  const must = (i: number) =>
    looks(i) &&
    runs.every((run) => run[i].quantity < tol - slack && run[i].level > 1e-12);
  for (let i = 0; i < last; i++) if (must(i)) return false;
  return last === maxIter - 1 || may(last);
}

/** Whether what is compared with `tol` comes so near to it that rounding decides. */
export function stopsAtRounding({ options }: NMFCase, plain: PlainFit): boolean {
  const { tol = 1e-4 } = options;
  const near = (first: number) => ({ quantity, level }: Progress) =>
    Math.abs(quantity - tol) <= 1e-9 * tol + 1e-13 / first || level < 1e-12;
  return plain.quantities.some((run) => run.some(near(plain.first))) ||
    plain.unseenQuantities.some((run) => run.some(near(plain.unseenFirst)));
}
