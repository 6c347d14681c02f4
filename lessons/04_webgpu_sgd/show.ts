import type { Gpu } from "@nmf/gpu";
import type { History, LessonContext, Screen } from "@nmf/lib/lesson";
import {
  type Factors,
  frobeniusError,
  type Matrix,
  type SparseMatrix,
} from "@nmf/lib/matrix";
import { errorCurve, stepTimes, topicBars } from "@nmf/lib/plot";
import { topicTerms } from "@nmf/lib/text";
import { COPIED, type Cost, type Product } from "./measure.ts";

/** How fast the device copies, bytes per second read and written. */
export function showCopy(seconds: number, screen: Screen): number {
  const bandwidth = 2 * COPIED / seconds;
  screen.line(
    `It copies ${COPIED / 2 ** 20} MiB in ${(1000 * seconds).toFixed(1)} ms: ` +
      `${
        (bandwidth / 1e9).toFixed(1)
      } GB/s read and written. That is the ceiling: a kernel\n` +
      "that moves as many bytes is hardly faster.",
  );
  return bandwidth;
}

/** How far the products are from the specification, and what they cost. */
export function showProducts(
  products: readonly Product[],
  n: number,
  bandwidth: number,
  screen: Screen,
): void {
  for (const { cost: { name }, wrong } of products) {
    if (wrong === undefined) continue;
    screen.line(
      `${name}: entries of about ${n / 4} differ from the specification's by ` +
        `${wrong.toExponential(0)} at most`,
    );
  }
  showCosts(products.map(({ cost }) => cost), bandwidth, screen);
}

/** What every way of taking a step costs, and what was gained by which. */
export function showSteps(
  V: SparseMatrix,
  costs: readonly Cost[],
  bandwidth: number,
  screen: Screen,
): void {
  showCosts(costs, bandwidth, screen);
  screen.line(
    `\nR = WH − V has ${V.rows * V.cols} entries, V has ${V.nonzeros} that are not 0.\n` +
      gains(costs),
  );
}

/** What the table of steps says, in words; all ways on the processor, or not. */
export function gains(costs: readonly Cost[]): string {
  const here = costs.filter(({ elsewhere }) => !elsewhere);
  const times = (a: Cost, b: Cost) => digits(a.seconds / b.seconds, 2);
  const [first, last] = [here[0], here[here.length - 1]];
  if (here.length === costs.length) {
    return `Not forming R makes a step ${times(first, last)} times as fast on the same ` +
      "processor: that is the\nalgorithm, not the hardware.";
  }
  const kept = here[here.length - 2];
  return `Keeping R in registers makes a step ${times(first, kept)} times as fast, not ` +
    `forming it another ${times(kept, last)} times,\non the same device: the second ` +
    "is the algorithm, not the hardware.";
}

function showCosts(costs: readonly Cost[], bandwidth: number, screen: Screen): void {
  screen.table(
    ["", "ms", "GFLOP/s", "GB/s", "of the copy's"],
    costs.map(({ name, seconds, operations, bytes, elsewhere }) => [
      name,
      digits(1000 * seconds),
      digits(operations / seconds / 1e9),
      digits(bytes / seconds / 1e9),
      elsewhere ? "" : `${digits(100 * bytes / seconds / bandwidth, 2)} %`,
    ]),
  );
}

/** A number with so many digits that count, and no exponent. */
function digits(value: number, count = 3): string {
  return String(Number(value.toPrecision(count)));
}

/** A whole descent. */
export interface Descended {
  name: string;
  factors: Factors;
  history: History;
}

/** The descents side by side, and whether float32 was enough. */
export function showDescents(
  V: SparseMatrix,
  steps: number,
  descents: readonly Descended[],
  screen: Screen,
): void {
  const errors = descents.map(({ factors: { W, H } }) => frobeniusError(V, W, H));
  screen.table(
    ["descent", "steps", "seconds", "error"],
    descents.map(({ name, history }, p) => [
      name,
      steps,
      history.seconds.toFixed(2),
      errors[p].toFixed(5),
    ]),
  );
  screen.line(lastWord(errors));
}

/** What the errors say: of the specification first, of the GPU second if there is one. */
export function lastWord([expected, found]: readonly number[]): string {
  if (found === undefined) return "The processor did the GPU's work here.";
  const difference = Math.abs(found - expected) / expected;
  return difference < 1e-5
    ? `The errors differ by ${
      difference.toExponential(0)
    } of their size: float32 is enough.`
    : "The errors differ by more than float32 explains: does step.wgsl compute what\n" +
      "stepSpecification in method.ts does?";
}

/** All charts of the lesson, by file name. */
export function charts(
  { corpus, terms, options }: LessonContext<object>,
  { costs, descents, H, gpu }: {
    costs: readonly Cost[] | undefined;
    descents: readonly Descended[];
    H: Matrix;
    gpu: Gpu | undefined;
  },
) {
  const { topics: k, words } = options;
  return {
    ...costs && {
      steps: stepTimes(
        costs.map(({ name, seconds }) => ({ name, milliseconds: 1000 * seconds })),
        `One step of gradient descent (${corpus.name}, ${k} topics)`,
      ),
    },
    error: errorCurve(
      descents.map(({ name, history }) => ({ name, points: history.entries })),
      `The error of the descent (${corpus.name}, ${k} topics)`,
      { counted: "steps, on a logarithmic axis", log: true },
    ),
    topics: topicBars(
      topicTerms(H, terms, words),
      `Topics by gradient descent on the ${gpu ? "GPU" : "processor"} (${corpus.name})`,
    ),
  };
}
