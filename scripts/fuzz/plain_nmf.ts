import { max, norm, truncatedSvd } from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { naturalUnit } from "../../lib/nmf/natural_unit.ts";
import { isClose, matrixDifference } from "./close.ts";
import type { Entries } from "./kind.ts";
import { formOf, nmf, type NMFAnswer, type NMFCase, startOf } from "./nmf.ts";
import type { Ask } from "./peer.ts";

/** A fit by the plain formulas in extended precision; see peer.py. */
export interface PlainFit {
  W: Entries;
  H: Entries;
  error: number;
  /**
   * After each iteration, what is compared with `tol`, and the violation or the error as a
   * share of what it is made of, V's size.
   */
  quantities: { quantity: number; level: number }[];
  /** W of the unseen rows after each iteration. */
  unseen: Entries[];
  unseenQuantities: { quantity: number; level: number }[];
  /** Whether an entry of WH, or a sum to divide by, was 0. */
  zeros: boolean;
  /** Whether an entry of W or H was small enough to be dropped. */
  dropped: boolean;
  /** The same two, in `transform`. */
  unseenZeros: boolean;
  /** What the first quantity is a share of, as a share of V's size. */
  first: number;
  unseenFirst: number;
}

/** V's natural unit, its norm in its divergence, and β. */
export function size({ V, form, options }: NMFCase) {
  const { betaLoss = "frobenius" } = options;
  const beta = typeof betaLoss === "number"
    ? betaLoss
    : { "frobenius": 2, "kullback-leibler": 1, "itakura-saito": 0 }[betaLoss];
  const A = formOf(V, form);
  const entries = Array.from(V.data).filter((v) => v > 0);
  return {
    unit: naturalUnit(A),
    beta,
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
    unseen: times(ours.unseen, root),
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
  if (init === "custom" || max(input.V.data as number[]) === 0) return true;
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

/**
 * Whether ours begins as scikit-learn would, is what the plain formulas give after as many
 * iterations, and stops where the rule says; and a reason applies to the plain fit.
 */
export async function oursAsPlain(
  input: NMFCase,
  ours: NMFAnswer,
  ask: Ask,
  applies: (plain: PlainFit) => boolean,
): Promise<boolean> {
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
    fitted: ours.H,
    solver,
    beta,
    unit,
    iterations: ours.iterations,
    maxIter,
    l1W: V.cols * alphaW * l1Ratio,
    l2W: V.cols * alphaW * (1 - l1Ratio),
    l1H: V.rows * forH * l1Ratio,
    l2H: V.rows * forH * (1 - l1Ratio),
  });
  return applies(plain) && isPlain(input, ours, plain) && startsRight(input, start, ask);
}

function isPlain(input: NMFCase, ours: NMFAnswer, plain: PlainFit): boolean {
  const { norm } = size(input);
  const last = ours.iterations - 1;
  const unseen = plain.unseen.findIndex((W, i) =>
    stopsRight(input, plain.unseenQuantities, i, plain.unseenFirst) &&
    matrixDifference("unseen W", ours.unseen, W, 1e-6) === undefined
  );
  return matrixDifference("W", ours.W, plain.W, 1e-6) === undefined &&
    matrixDifference("H", ours.H, plain.H, 1e-6) === undefined &&
    isClose(ours.error, plain.error, 1e-6, 1e-9 * norm) &&
    stopsRight(input, plain.quantities, last, plain.first) && unseen >= 0;
}

/** Whether the rule stops there and not before, to rounding. */
function stopsRight(
  { options }: NMFCase,
  quantities: PlainFit["quantities"],
  last: number,
  first: number,
): boolean {
  const { solver = "cd", tol = 1e-4, maxIter = 200 } = options;
  const slack = 1e-9 * tol + 1e-13 / first;
  const looks = (i: number) =>
    solver === "cd" || (tol > 0 && ((i + 1) % 10 === 0 || first < 1e-12));
  const may = (i: number) => {
    const { quantity, level } = quantities[i];
    return looks(i) && (quantity <= tol + slack || (tol > 0 && level < 1e-12));
  };
  const must = (i: number) => {
    const { quantity, level } = quantities[i];
    return looks(i) && quantity < tol - slack && level > 1e-12;
  };
  for (let i = 0; i < last; i++) if (must(i)) return false;
  return last === maxIter - 1 || may(last);
}
