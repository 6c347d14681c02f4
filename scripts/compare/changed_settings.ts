import { learningRate } from "@nmf/lib/lesson";
import type { Course } from "./course.ts";
import expected from "./expected_first_steps.json" with { type: "json" };

/** A setting of the course; a rate as its values at some steps. */
type Expected = Record<string, number | number[][]>;

/** Where each row's settings stand. */
const PLACES: [row: string, place: string, of: (course: Course) => object][] = [
  [
    "multiplicative updates",
    "SETTINGS in lessons/02_multiplicative_updates/method.ts",
    ({ lesson02 }) => lesson02.SETTINGS,
  ],
  [
    "gradient descent",
    "SETTINGS.descent in lessons/03_sgd/method.ts",
    ({ lesson03 }) => lesson03.SETTINGS.descent,
  ],
  [
    "SGD",
    "SETTINGS.sgd in lessons/03_sgd/method.ts",
    ({ lesson03 }) => lesson03.SETTINGS.sgd,
  ],
  [
    "gradient descent on the GPU",
    "SETTINGS in lessons/04_webgpu_sgd/method.ts",
    ({ lesson04 }) => lesson04.SETTINGS,
  ],
  ...(["penalty", "softplus", "projection"] as const).flatMap((way) => {
    const row = way === "penalty" ? "Adam with a penalty" : `Adam with ${way}`;
    const place = (name: string) =>
      `SETTINGS.${name} in lessons/05_autograd_adam/method.ts`;
    return [
      [row, place(way), ({ lesson05 }: Course) => lesson05.SETTINGS[way]],
      [row, place("adam"), ({ lesson05 }: Course) => lesson05.SETTINGS.adam],
    ] as [string, string, (course: Course) => object][];
  }),
];

/** Letters for the names that formulas have letters for. */
const LETTERS: Record<string, string> = { lam: "λ", mu: "μ" };

/**
 * The settings that are not the course's. A student may well have chosen them, so each is
 * told as what it is: the reason why a row differs, and no mistake.
 *
 * @param course whose settings
 * @returns by row, one line for each setting
 */
export function changedSettings(course: Course): Map<string, string[]> {
  const changed = new Map<string, string[]>();
  for (const [row, place, of] of PLACES) {
    const ofAdam = place.startsWith("SETTINGS.adam");
    const theirs = expected.settings[ofAdam ? "Adam" : row as "SGD"] as Expected;
    const ours = of(course) as Record<string, unknown>;
    const lines = Object.entries(theirs).map(([key, value]) => {
      const difference = typeof value === "number"
        ? differentNumber(ours[key], value)
        : differentRate(String(ours[key]), value);
      return difference && `in ${place}, ${LETTERS[key] ?? key} ${difference}`;
    }).filter((line) => line !== undefined);
    changed.set(row, [...changed.get(row) ?? [], ...lines]);
  }
  return changed;
}

/** What is no mistake is told so. */
const ON_PURPOSE =
  "; if you chose it, all is well, and this row now differs from the course's";

function differentNumber(ours: unknown, course: number): string | undefined {
  if (ours === course) return undefined;
  return `is ${ours}, the course's is ${course}${ON_PURPOSE}`;
}

/** Two ways to write a formula may round differently. */
const SAME_RATE = 1e-12;

function differentRate(ours: string, course: readonly number[][]): string | undefined {
  try {
    const rate = learningRate(ours);
    const other = course.find(([i, value]) =>
      Math.abs(rate(i!) / value! - 1) > SAME_RATE
    );
    if (other === undefined) return undefined;
    const [i, value] = other as [number, number];
    return `is ${short(rate(i))} at i = ${i}, the course's is ${
      short(value)
    }${ON_PURPOSE}`;
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`;
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
