import assert from "node:assert/strict";
import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
import { Screen } from "@nmf/lib/lesson";
import { SETTINGS } from "./method.ts";
import { heaviest, showSentences } from "./show.ts";

/** What is printed, in lines without repeated spaces. */
function caught(show: (screen: Screen) => void): string[] {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line = "") => void lines.push(line);
  try {
    show(new Screen());
  } finally {
    console.log = log;
  }
  return lines.join("\n").split("\n").map((line) => line.trim().replaceAll(/ +/g, " "));
}

Deno.test("the sentences are shown step by step, with the numbers of the formula", () => {
  const lines = caught(showSentences);
  const [one, two] = [Math.log(4 / 2) + 1, Math.log(4 / 3) + 1];
  const length = Math.hypot(one, one, two);
  const part = (value: number) => value.toFixed(3);
  assert.ok(
    lines.includes(`1 earth 1 1 ${part(one)} ${part(one)} ${part(one / length)}`),
    lines.join("\n"),
  );
  assert.ok(lines.includes(`moon 1 2 ${part(two)} ${part(two)} ${part(two / length)}`));
  // Twice in its sentence, beside three terms that occur once: 2 / √(2² + 3).
  assert.ok(
    lines.includes(`bread 2 1 ${part(one)} ${part(2 * one)} ${part(2 / Math.sqrt(7))}`),
  );
  assert.ok(lines.includes("Heaviest in sentence 3: bread, 0.756."));
  assert.ok(lines.includes("Stop words, left out: and, is, the."));
});

Deno.test("another sentence is shown like the others, and “moon” is counted again", () => {
  SETTINGS.sentences.push("A warm moon");
  try {
    const lines = caught(showSentences);
    const idf = Math.log(5 / 4) + 1; // in three of four
    assert.ok(lines.includes("4. A warm moon"));
    assert.ok(lines.some((line) => line.startsWith(`4 moon 1 3 ${idf.toFixed(3)} `)));
  } finally {
    SETTINGS.sentences.pop();
  }
});

Deno.test("what is said of the heaviest terms is read off V", () => {
  const V = SparseMatrix.fromDense(
    Matrix.from([[0.6, 0.8, 0], [0.5, 0.5, 0.5], [0, 0, 0]]),
  );
  assert.deepEqual(heaviest(V, ["ant", "bee", "cat"]), [
    "Heaviest in sentence 1: bee, 0.800.",
    "In sentence 2 all terms weigh the same, 0.500.",
    "Nothing is left of sentence 3.",
  ]);
});
