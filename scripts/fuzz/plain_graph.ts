import { isClose, largest } from "./close.ts";
import type { GraphAnswer, GraphCase } from "./graphs.ts";
import type { Entries } from "./kind.ts";
import type { Ask } from "./peer.ts";

/** A graph by the plain chain rule, each result exact before it is rounded. */
export interface PlainGraph extends GraphAnswer {
  /** How far each value goes if those before it that were rounded move by 1e-14 of themselves. */
  valueSpreads: number[][];
  gradientSpreads: number[][];
}

/** Roundings add up; six random ones are not the worst. */
const SLACK = 100;

/** Asks for it. */
export function plainGraph(input: GraphCase, ask: Ask): Promise<PlainGraph> {
  return ask({ what: "graphPlain", ...input });
}

/**
 * Whether values and gradients are the exact ones to 1e-9, or to what roundings make of them.
 */
export function agreesWithPlain(answer: GraphAnswer, plain: PlainGraph): boolean {
  const agrees = (a: Entries, b: Entries, spreads: number[]) =>
    Array.from(a.data).every((value, p) =>
      isClose(value, b.data[p], 1e-9, Math.min(largest(a), largest(b))) ||
      (Number.isNaN(value) && Number.isNaN(b.data[p])) ||
      spreads[p] === Infinity || Math.abs(value - b.data[p]) <= SLACK * spreads[p]
    );
  return answer.values.every((value, i) =>
    agrees(value, plain.values[i], plain.valueSpreads[i])
  ) &&
    answer.gradients.every((gradient, i) => {
      const exact = plain.gradients[i];
      if (gradient === null || exact === null) return gradient === exact;
      return agrees(gradient, exact, plain.gradientSpreads[i]);
    });
}
