import { Matrix, max, norm, transpose, truncatedSvd } from "@nmf/lib/matrix";
import { initialize, NMF } from "@nmf/lib/nmf";
import { naturalUnit } from "../../lib/nmf/natural_unit.ts";
import { isClose, largest, matrixDifference } from "./close.ts";
import { type Entries, isError, outcomeOf } from "./kind.ts";
import { formOf, leastScale, nmf, type NMFAnswer, type NMFCase, startOf } from "./nmf.ts";
import type { Ask } from "./peer.ts";

/** What a stopping rule looks at after an iteration. */
interface Progress {
  /** What is compared with `tol`. */
  quantity: number;
  /** The violation or the error as a share of what it is made of. */
  level: number;
}

/** Some iterations of ours beside the formulas. */
interface Steps {
  /** By how many times what is allowed the worst entry misses. */
  worst: number;
  progress: Progress[];
  /** What the first quantity is a share of, as a share of V's size. */
  first: number;
}

/** What peer.py finds when it follows ours step by step in extended precision. */
export interface Followed {
  fit: Steps;
  transform: Steps;
  /** The error of W and H. */
  error: number;
  /** Whether an entry of WH, or a sum to divide by, was 0. */
  zeros: boolean;
  /** Whether an entry of W or H was small enough to be dropped. */
  dropped: boolean;
}

/** Where W and H were before and after each iteration. */
type Trace = { W: Matrix; H: Matrix }[];

/** A violation or an error that is this share of its parts is rounding. */
const EXACT = 1e-12;
/** Where roundings change an entry by this share, they decide what becomes of the fit. */
const CHAOS = 0.001;

/** V's natural unit, its norm in its divergence, and β. */
export function size({ V, form, options }: NMFCase) {
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
 * @param svd an SVD of that for scikit-learn to start from; its own if left out
 */
export async function agreesInUnit(
  input: NMFCase,
  ours: NMFAnswer,
  ask: Ask,
  svd?: Svd,
): Promise<boolean> {
  const { unit, beta } = size(input);
  const scaled = inUnit(input);
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

interface Svd {
  U: Matrix;
  s: Float64Array;
  Vt: Matrix;
}

/** Two numbers this close, as a share of the largest, may change places by rounding. */
const TIE = 1e-9;

/**
 * What V's start may be made of besides scikit-learn's own SVD, where rounding decides: if
 * singular values are equal, or 0, our vectors; if the positive and the negative part of a
 * pair of vectors weigh the same, each of them, made a little the heavier.
 */
export async function otherSvds(input: NMFCase, ask: Ask): Promise<Svd[]> {
  const { k, init, seed } = initOf(input);
  if (!init.startsWith("nndsvd")) return [];
  const { U, s, Vt } = truncatedSvd(formOf(input.V, input.form), k, { random: seed });
  const svd: Svd = { U, s: s.map((value) => value / size(input).unit), Vt };
  const { values, missed } = await ask({ what: "singular", V: inUnit(input).V, svd });
  if (missed > TIE) return [];
  const least = TIE * values[0];
  const areClose = values.slice(0, k).some((value: number, r: number) =>
    value < least ||
    [values[r - 1], values[r + 1]].some((other) => Math.abs(value - other) < least)
  );
  let svds = [svd];
  for (let r = 1; r < k; r++) {
    if (!isTied(transpose(U).row(r), Vt.row(r))) continue;
    svds = svds.flatMap((svd) => [1, -1].map((sign) => heavier(svd, r, sign)));
  }
  return areClose || svds.length > 1 ? svds : [];
}

function isTied(u: Float64Array, v: Float64Array): boolean {
  const [plus, minus] = [1, -1].map((sign) => {
    const part = (x: Float64Array) =>
      Math.hypot(...x.map((value) => Math.max(sign * value, 0)));
    return part(u) * part(v);
  });
  return Math.abs(plus - minus) < TIE;
}

/** The entries of one sign in the r-th left vector times a little more than 1. */
function heavier({ U, s, Vt }: Svd, r: number, sign: number): Svd {
  const more = U.clone();
  for (let p = r; p < more.data.length; p += U.cols) {
    if (more.data[p] * sign > 0) more.data[p] *= 1 + 1e-11;
  }
  return { U: more, s, Vt };
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
  for (const svd of [undefined, ...await otherSvds(input, ask)]) {
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
const found = new WeakMap<NMFAnswer, Followed | undefined>();

/**
 * What was found on the way of our answer, if it is right: it begins as scikit-learn would,
 * each step is that of the formulas, it stops where the rule says, and reports its error.
 */
export async function rightSteps(
  input: NMFCase,
  answer: NMFAnswer,
  ask: Ask,
): Promise<Followed | undefined> {
  if (!found.has(answer)) found.set(answer, await followed(input, answer, ask));
  return found.get(answer);
}

async function followed(
  input: NMFCase,
  answer: NMFAnswer,
  ask: Ask,
): Promise<Followed | undefined> {
  const question = steps(input);
  const { trace, later } = question;
  const last = trace.at(-1)!;
  const steppedThere = trace.length === answer.iterations + 1 &&
    isSame(answer.W, last.W) && isSame(answer.H, last.H) &&
    (isError(answer.unseen) || isSame(answer.unseen, later.at(-1)!.W));
  if (!steppedThere || !await startsRight(input, trace[0], ask)) return undefined;
  const on: Followed = await ask({ what: "nmfSteps", ...question });
  const { fit, transform, error } = on;
  // scikit-learn refuses such topics, and there is nothing to find with them.
  const isNothing = largest(answer.H) <= leastScale(input);
  const right = fit.worst <= 1 && transform.worst <= 1 &&
    isClose(answer.error, error, 1e-9, 1e-5 * size(input).norm) &&
    stopsRight(input, fit) &&
    (isError(answer.unseen) || isNothing || stopsRight(input, transform));
  return right ? on : undefined;
}

/** Whether roundings decide what W and H become, as where a topic too many lives or dies. */
export async function isChaotic(input: NMFCase, ask: Ask): Promise<boolean> {
  const { share } = await ask({ what: "nmfChaos", ...steps(input) });
  return share > CHAOS;
}

/** Our fit and transform with all that is on their way, and what the formulas need. */
function steps(input: NMFCase) {
  const { options, V, unseen, form } = input;
  const { unit, beta } = size(input);
  const { k, init, seed } = initOf(input);
  const { solver = "cd", alphaW = 0, alphaH = "same", l1Ratio = 0 } = options;
  const start = init === "custom"
    ? startOf(input.start!)
    : initialize(formOf(V, form), k, init, seed);
  const trace: Trace = [start];
  const later: Trace = [];
  let on = trace;
  const made = new NMF({
    ...options,
    onIteration: ({ W, Ht }) => on.push({ W: W.clone(), H: transpose(Ht) }),
  });
  made.fitTransform(formOf(V, form), input.start && startOf(input.start));
  const W = new Matrix(unseen.rows, k);
  if (solver === "mu") {
    W.data.fill(Math.sqrt(mean(unseen) / k));
  }
  on = later;
  on.push({ W, H: made.components });
  // A refusal, of a V with zeros for instance, leaves it where it begins.
  outcomeOf(() => made.transform(formOf(unseen, form)));
  const forH = alphaH === "same" ? alphaW : alphaH;
  return {
    V,
    unseen,
    trace,
    later,
    solver,
    beta,
    unit,
    unseenUnit: naturalUnit(formOf(unseen, form)),
    iterations: trace.length - 1,
    l1W: V.cols * alphaW * l1Ratio,
    l2W: V.cols * alphaW * (1 - l1Ratio),
    l1H: V.rows * forH * l1Ratio,
    l2H: V.rows * forH * (1 - l1Ratio),
  };
}

function mean({ data }: Entries): number {
  return Array.from(data).reduce((total, value) => total + value, 0) / data.length;
}

function isSame(A: Entries, B: Entries): boolean {
  return matrixDifference("", A, B, 1e-15) === undefined;
}

/** Whether the rule stops there and not before, to rounding. */
function stopsRight({ options }: NMFCase, { progress, first }: Steps): boolean {
  const { solver = "cd", tol = 1e-4, maxIter = 200 } = options;
  const slack = slackOf(tol, first);
  const compares = (i: number) => solver === "cd" || (tol > 0 && (i + 1) % 10 === 0);
  // A start that is exact may stop at once, unless a penalty leads away from it.
  const { alphaW = 0, alphaH = "same" } = options;
  const free = alphaW === 0 && (alphaH === "same" || alphaH === 0);
  const looks = (i: number) => compares(i) || (tol > 0 && first < EXACT && free);
  // With a tol of 0 it stops if the violation it computes is 0, which may be rounding.
  const isExact = (i: number) =>
    (tol > 0 || solver === "cd") && progress[i].level < EXACT;
  const may = (i: number) =>
    (compares(i) && progress[i].quantity <= tol + slack) || (looks(i) && isExact(i));
  const must = (i: number) =>
    compares(i) && progress[i].quantity < tol - slack && !isExact(i);
  const last = progress.length - 1;
  for (let i = 0; i < last; i++) if (must(i)) return false;
  return last === maxIter - 1 || may(last);
}

/** How much of what is compared with tol is rounding. */
function slackOf(tol: number, first: number): number {
  return 1e-9 * tol + 1e-13 / first;
}

/** Whether what is compared with `tol` comes so near to it that rounding decides. */
export function stopsAtRounding({ options }: NMFCase, on: Followed): boolean {
  const { tol = 1e-4 } = options;
  return [on.fit, on.transform].some(({ progress, first }) =>
    progress.some(({ quantity, level }) =>
      Math.abs(quantity - tol) <= slackOf(tol, first) || level < EXACT
    )
  );
}
