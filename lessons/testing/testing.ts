import "../../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import {
  type Lesson,
  lessonOptions,
  type LessonResult,
  performLesson,
} from "@nmf/lib/lesson";
import expected from "./expected_mini.json" with { type: "json" };

/** What scikit-learn and NumPy find in the small corpus; see scripts/expected_mini.py. */
export const expectedMini = expected;

/** Runs a lesson as its command line would, without printing or writing anything. */
export function play<Extra extends object>(
  lesson: Lesson<Extra>,
  args: readonly string[],
  newsDir?: string,
): Promise<LessonResult> {
  return performLesson(
    lesson,
    (options) => loadCorpus({ ...options, ...(newsDir !== undefined && { newsDir }) }),
    lessonOptions(lesson, [...args, "--json", "--no-chart"]),
  );
}

/** Topic by topic, at least 7 of 8 words are among the expected ones. */
export function assertTopicsAlike(
  topics: readonly string[][],
  expected: readonly string[][],
): void {
  topics.forEach((words, topic) => {
    const shared = words.filter((word) => expected[topic].includes(word)).length;
    assert.ok(shared >= 7, `${words.join(" ")} against ${expected[topic].join(" ")}`);
  });
}

/** What a lesson prints, line by line, with a command line as given. */
export async function printed<Extra extends object>(
  lesson: Lesson<Extra>,
  args: readonly string[],
): Promise<string> {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line = "") => void lines.push(line);
  try {
    const options = lessonOptions(lesson, [...args, "--no-chart"]);
    await performLesson(lesson, loadCorpus, options);
  } finally {
    console.log = log;
  }
  return lines.join("\n");
}
