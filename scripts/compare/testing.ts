import type { Result } from "./results.ts";

/** A result with nothing remarkable about it but what is given; `method` is its id. */
export function resultWith(
  given: Partial<Omit<Result, "method">> & {
    method: string;
    name?: string;
    lesson?: string;
  },
): Result {
  const { method, name = method, lesson = "99", ...rest } = given;
  const clamped = rest.clamped ?? 2;
  return {
    rank: 6,
    start: "nndsvda",
    device: "processor",
    iterations: 10,
    seconds: 0.5,
    error: clamped,
    negatives: { W: 0, H: 0 },
    history: [{ iteration: 0, seconds: 0, error: 3, clamped: 3 }],
    topics: [["moon", "orbit"]],
    nmi: 1,
    purity: 1,
    coherence: 0.5,
    secondsToBest: 0.25,
    matched: 1,
    ...rest,
    clamped,
    method: { id: method, name, lesson },
  };
}
