import type { Bounds, Row } from "./measure.ts";
import { EXPERT } from "./methods.ts";
import { allOf, capital, counted, list } from "./phrases.ts";

/** What the verdict is computed from. */
export type Judgement =
  & Pick<Row, "error" | "clamped" | "negatives" | "matched" | "secondsToBest">
  & { method: { id: string; name: string } };

/** Two errors that differ by less than this share are called the same. */
const SAME = 1e-4;
/**
 * Errors that differ by less, times that of W = H = 0, differ in rounding alone: they are
 * roots of a small difference of large numbers, and the GPU rounds to seven digits.
 */
const ROUNDING = 1e-6;
/** Seconds that are too few to tell methods apart by. */
const BLINK = 0.05;
/** An error of more than this, times that of W = H = 0, was no descent. */
const EXPLODED = 10;
/** Topics that share fewer of the expert's words than this are called others. */
const ALIKE = 7 / 8;

/**
 * Says in plain words what a table shows: which errors can be believed, who comes to the
 * same end, who finds other topics, and which method to take. Every sentence is computed
 * from the rows.
 *
 * @param all one for each method, the expert's first
 * @param bounds the errors of the truncated SVD and of W = H = 0
 * @returns one sentence or two a line
 */
export function verdict(all: readonly Judgement[], { floor, zero }: Bounds): string[] {
  const rows = all.filter(({ error }) => error < EXPLODED * zero);
  const failed = all.filter((row) => !rows.includes(row));
  if (rows.length === 0) {
    return ["All methods exploded: see their learning rates."];
  }
  const best = rows.reduce(lower);
  const lines = [
    `No factorization of this rank has an error below ${
      digits(floor)
    }, and W = H = 0 has ` +
    `${digits(zero)}. Without negatives the best here is ${digits(best.clamped)}, by ` +
    `${best.method.name}.`,
    ...failed.map(({ method }) =>
      `${capital(method.name)} exploded: a learning rate that is too large does that.`
    ),
  ];
  const rounding = ROUNDING * zero;
  for (const { method, error, clamped, negatives } of rows) {
    const flatters = error < best.clamped - rounding || clamped - error > SAME * error;
    if (!flatters || negatives.W + negatives.H === 0) continue;
    const end = clamped > zero ? "worse than W = H = 0" : "the number to compare";
    const below = negatives.W + negatives.H;
    lines.push(
      `${capital(method.name)} reports ${digits(error)}, with ` +
        `${counted(below, "entry", "entries")} below 0. Set to 0, ` +
        `${below === 1 ? "it leaves" : "they leave"} ${digits(clamped)}: ${end}.`,
    );
  }
  const same = rows.filter(({ clamped }) =>
    clamped <= (1 + SAME) * best.clamped + rounding
  );
  const others = rows.filter((row) => !same.includes(row));
  lines.push(
    `${capital(list(same.map(({ method }) => method.name)))} ${
      same.length === 1 ? "ends" : "end"
    } within 0.01 % of the best` +
      (others.length === 0 ? "." : `; ${
        list(
          others.map(({ method, clamped }) =>
            `${method.name} ${above(clamped, best.clamped)}`
          ),
        )
      }.`),
  );
  // Without the expert nobody's topics are the expert's, and nobody's are not.
  const hasExpert = rows.some(({ method }) => method.id === EXPERT);
  lines.push(topicsLine(rows, hasExpert));
  const there = same.filter(({ negatives, secondsToBest }) =>
    negatives.W + negatives.H === 0 && secondsToBest !== null
  ).toSorted((a, b) => a.secondsToBest! - b.secondsToBest!);
  if (there.length === 0) {
    lines.push("No method without entries below 0 ends within 0.01 % of the best.");
    return lines;
  }
  const clean = there.filter(({ matched }) => !hasExpert || matched >= ALIKE);
  if (clean.length === 0) {
    const { name } = there.reduce(lower).method;
    lines.push(
      `The lowest errors have other topics than the expert's: another local minimum. From ` +
        `this start take ${name}; then run several starts and see which topics come again.`,
    );
    return lines;
  }
  const limit = Math.max(2 * clean[0]!.secondsToBest!, clean[0]!.secondsToBest! + BLINK);
  const fast = clean.filter(({ secondsToBest }) => secondsToBest! <= limit);
  const take = rows.filter((row) => fast.includes(row)).reduce(lower);
  const longest = seconds(fast.at(-1)!.secondsToBest!);
  lines.push(
    `Take ${take.method.name}: of the methods within 0.01 %` +
      `${
        hasExpert ? ", with the expert's topics" : ""
      } and without a single entry below ` +
      `0, ` +
      (fast.length === 1
        ? `it comes near the best first, in ${longest} s.`
        : `${list(fast.map(({ method }) => method.name))} come near the best first, in ` +
          `${longest} s or less, and it ends lowest of these.`),
  );
  return lines;
}

/** Who has the expert's topics, and who has not. */
function topicsLine(rows: readonly Judgement[], hasExpert: boolean): string {
  if (!hasExpert) return "There are no topics of the expert to compare with.";
  const others = rows.filter(({ method }) => method.id !== EXPERT);
  if (others.length === 0) return "There is no other method to compare topics with.";
  const strangers = others.filter(({ matched }) => matched < ALIKE);
  if (strangers.length > 0) {
    return `Other topics than the expert's: ${
      list(strangers.map(({ method, matched }) =>
        `${method.name} (${Math.floor(100 * matched)} % of the words)`
      ))
    }.`;
  }
  return `${
    others.length === 1
      ? `${capital(others[0]!.method.name)} finds`
      : `${capital(allOf(others.length, "others"))} find`
  } the expert's topics: seven of every eight words or more.`;
}

/** The one with the lower error without negatives; the first if they are equal. */
function lower(a: Judgement, b: Judgement): Judgement {
  return b.clamped < a.clamped ? b : a;
}

/** Two digits that count, of more than a second two decimals. */
function seconds(value: number): string {
  // A clock of milliseconds has no smaller ones.
  const least = Math.max(value, 0.001);
  return least < 1 ? String(Number(least.toPrecision(2))) : least.toFixed(2);
}

function digits(error: number): string {
  return error.toFixed(4);
}

/** How far an error is from the best: in per cent, unless it is half as much again. */
function above(error: number, best: number): string {
  const percent = 100 * (error / best - 1);
  // Rounded, it would be what it is above.
  if (Number(percent.toPrecision(2)) <= 100 * SAME) return "hardly more above";
  return percent < 50 ? `${percent.toPrecision(2)} % above` : `at ${digits(error)}`;
}
