import { join } from "node:path";

/** Where an exercise and the student's file of it stand. */
export interface Place {
  /** `"03.2"` */
  id: string;
  /** The first line of its task. */
  title: string;
  /** The lesson's folder, such as `03_sgd`. */
  lesson: string;
  /** The exercise's folder. */
  dir: string;
  /** `solution.ts` or `solution.wgsl` in it. */
  solution: string;
  /** The student's file. */
  work: string;
}

/**
 * All exercises of the course, in order.
 *
 * @param root the project's folder
 * @param practice where the student's files are
 */
export async function findExercises(
  root: string,
  practice = join(root, "practice"),
): Promise<Place[]> {
  const lessons = await folders(join(root, "lessons"));
  const places = await Promise.all(
    lessons.map(async (lesson) => {
      const dir = join(root, "lessons", lesson, "exercises");
      const names = await folders(dir);
      return Promise.all(names.map((name) => placeOf(root, practice, lesson, name)));
    }),
  );
  return places.flat();
}

async function placeOf(
  root: string,
  practice: string,
  lesson: string,
  name: string,
): Promise<Place> {
  const dir = join(root, "lessons", lesson, "exercises", name);
  const files = (await Array.fromAsync(Deno.readDir(dir))).map(({ name }) => name);
  const solution = files.find((file) => /^solution\.(ts|wgsl)$/.test(file));
  if (solution === undefined) throw new Error(`${dir} has no solution.ts or .wgsl`);
  const ending = solution.slice("solution".length);
  const heading = (await Deno.readTextFile(join(dir, "task.md"))).split("\n", 1)[0];
  return {
    id: `${lesson.slice(0, 2)}.${Number(name.slice(0, 2))}`,
    title: heading.replace(/^#\s*(\d\d\.\d+\s*)?/, ""),
    lesson,
    dir,
    solution: join(dir, solution),
    work: join(practice, lesson, name + ending),
  };
}

/** The numbered folders in a folder; none if there is no such folder. */
async function folders(dir: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(dir));
    return entries.filter(({ name, isDirectory }) => isDirectory && /^\d\d_/.test(name))
      .map(({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
