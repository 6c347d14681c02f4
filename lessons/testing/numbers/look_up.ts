import type { Course } from "./course.ts";

/** What can be asked about a lesson on a corpus: each by a name, found when asked for. */
export interface Facts {
  /** The number of the lesson. */
  lesson: string;
  of: (course: Course) => Record<string, () => unknown>;
}

/**
 * Finds what a mark names.
 *
 * - `lesson.error`, `careful.iterations`: a fact, and on the way in with dots
 * - `/started at (\S+)/`: what the brackets hold in the lesson's output, or whether the
 *   pattern is there; a space stands for any white space
 * - `twelve /falls to (\S+)/`: the same in the output of another run
 *
 * @param course the corpus
 * @param facts the lesson's
 * @param name what to find
 * @throws {Error} if there is no such thing
 */
export async function lookUp(
  course: Course,
  facts: Facts,
  name: string,
): Promise<unknown> {
  const parts = /^([^/]*?)\s*(?:\/(.*)\/)?$/.exec(name);
  if (parts === null) throw new Error(`neither a fact nor a /pattern/: ${name}`);
  const [, path, pattern] = parts;
  const [first, ...way] = (path === "" ? "lesson" : path).split(".");
  const fact = facts.of(course)[first];
  if (fact === undefined) throw new Error(`there is no fact ${first}`);
  let value = await course.once(`${facts.lesson} ${first}`, async () => await fact());
  for (const step of way) {
    const inside = (value as Record<string, unknown> | undefined)?.[step];
    if (inside === undefined) throw new Error(`there is no ${step} in ${name}`);
    value = inside;
  }
  if (pattern === undefined) return value;
  const { output } = value as { output: string };
  const found = new RegExp(pattern.replaceAll(" ", "\\s+"), "m").exec(output);
  if (found === null) throw new Error(`nowhere in the output: ${pattern}`);
  return found[1] ?? true;
}
