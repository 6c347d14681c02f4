import "../../gpu/backends_for_tests.ts";
import { requestGpu } from "@nmf/gpu";
import {
  checkWork,
  type Exercise,
  fillBlanks,
  type Finding,
  starterOf,
  Student,
} from "@nmf/lib/exercise";
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findExercises, type Place } from "../../scripts/practice/find_exercises.ts";

const ROOT = join(import.meta.dirname!, "../..");
const places = await findExercises(ROOT);
const noGpu = await requestGpu().then(
  (gpu) => gpu[Symbol.dispose](),
  (error: Error) => error.message,
);

/** Checks a text as if a student had written it. */
async function check(place: Place, exercise: Exercise, text: string): Promise<Finding[]> {
  // Inside the project, for only there a file can import `@nmf/…`.
  const home = join(ROOT, "practice");
  await Deno.mkdir(home, { recursive: true });
  const dir = await Deno.makeTempDir({ dir: home, prefix: ".test-" });
  try {
    const wgsl = place.solution.endsWith(".wgsl");
    const file = join(dir, wgsl ? "work.wgsl" : "work.ts");
    await Deno.writeTextFile(file, text);
    const url = pathToFileURL(file);
    using kept = new DisposableStack();
    return await checkWork(exercise, text, async () =>
      new Student({
        text,
        url,
        ...wgsl
          ? { gpu: kept.use(await requestGpu()) }
          : { exported: await import(url.href) },
      }));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

const spoken = (found: Finding[]) => found.find(({ ok }) => !ok)?.says ?? "";

for (const place of places) {
  const url = pathToFileURL(join(place.dir, "check.ts")).href;
  const { exercise }: { exercise: Exercise } = await import(url);
  const solution = await Deno.readTextFile(place.solution);
  const ignore = place.solution.endsWith(".wgsl") && noGpu !== undefined;
  const name = `exercise ${place.id} ${place.title}${
    ignore ? ` (left out: ${noGpu})` : ""
  }`;

  Deno.test(`${name}: it is whole`, async () => {
    assert.equal(exercise.id, place.id);
    const task = await Deno.readTextFile(join(place.dir, "task.md"));
    assert.ok(task.startsWith(`# ${place.id} `), "the task's first line is its title");
    assert.equal(new Set(exercise.hints).size, 3);
    assert.ok(exercise.wrong.length >= 3, "three typical wrong answers at least");
    const says = exercise.wrong.map(({ says }) => says);
    assert.equal(new Set(says).size, says.length, "each has a message of its own");
  });

  Deno.test({
    name: `${name}: the starter fails and names the blank`,
    async fn() {
      const asked = /\/\/ BLANK: (.*)/.exec(solution)![1];
      const found = await check(place, exercise, starterOf(solution));
      assert.ok(spoken(found).includes(asked), spoken(found));
    },
  });

  Deno.test({
    name: `${name}: the solution passes`,
    ignore,
    async fn() {
      const found = await check(place, exercise, solution);
      assert.ok(found.length > 0, "the check looks at nothing");
      assert.equal(spoken(found), "");
      assert.ok(found.every(({ ok }) => ok));
    },
  });

  for (const { blank, says } of exercise.wrong) {
    Deno.test({
      name: `${name}: who writes “${[blank].flat().join(" … ")}” is told “${says}”`,
      ignore,
      async fn() {
        const found = await check(place, exercise, fillBlanks(solution, blank));
        assert.ok(spoken(found).includes(says), spoken(found) || "it passed");
      },
    });
  }
}
