import expected from "./expected_metrics.json" with { type: "json" };

/** The words or labels of a line. */
function split(line: string): string[] {
  return line === "" ? [] : line.split(" ");
}

/** Two labellings, with scikit-learn's NMI and the purity of `a` in the classes `b`. */
export const labellings = [...expected.labellings, expected.mini].map((
  { a, b, nmi, purity },
) => ({ a: split(a), b: split(b), nmi, purity }));

/** Topics of two methods, and how many words SciPy's best assignment shares. */
export const assignments = expected.assignments.map(({ a, b, shared }) => ({
  a: a.map(split),
  b: b.map(split),
  shared,
}));

/** Counts, topics and their NPMI by NumPy; the name of a word is its column. */
export const coherences = expected.coherences.map(({ counts, topics, ...values }) => ({
  counts: counts.map((row) => split(row).map(Number)),
  topics: topics.map(split),
  ...values,
}));
