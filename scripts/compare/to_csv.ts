import type { Result } from "./results.ts";

/** The columns of results.csv. */
const COLUMNS: Record<string, (result: Result) => string | number | null> = {
  topics: ({ rank }) => rank,
  start: ({ start }) => start,
  method: ({ method }) => method.name,
  id: ({ method }) => method.id,
  lesson: ({ method }) => method.lesson,
  device: ({ device }) => device,
  honest_error: ({ clamped }) => clamped,
  reported_error: ({ error }) => error,
  negatives_W: ({ negatives }) => negatives.W,
  negatives_H: ({ negatives }) => negatives.H,
  iterations: ({ iterations }) => iterations,
  seconds: ({ seconds }) => seconds,
  seconds_to_best: ({ secondsToBest }) => secondsToBest,
  topics_matched: ({ matched }) => matched,
  nmi: ({ nmi }) => nmi,
  purity: ({ purity }) => purity,
  npmi: ({ coherence }) => coherence,
  failed: ({ failed }) => failed ?? null,
};

/**
 * The runs as comma-separated values (RFC 4180), one line each, after a line of names.
 * What is not there, or not a number, is empty.
 */
export function toCsv(results: readonly Result[]): string {
  const lines = [
    Object.keys(COLUMNS),
    ...results.map((result) => Object.values(COLUMNS).map((column) => column(result))),
  ];
  return lines.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number | null): string {
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
