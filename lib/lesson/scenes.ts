/**
 * A way to run the numbered scenes of a lesson: all of them, or with `--only N` that one
 * alone.
 *
 * @param only the number of the one scene to run; all are run when left out
 * @returns a function that is given a number and a scene, and gives what the scene does, or
 * undefined where the scene is left out
 *
 * @example
 * ```ts
 * import { scenes } from "@nmf/lib/lesson";
 * import assert from "node:assert/strict";
 *
 * const scene = scenes(2);
 * assert.equal(scene(1, () => "the idea"), undefined);
 * assert.equal(scene(2, () => "the check"), "the check");
 * ```
 */
export function scenes(
  only: number | undefined,
): <Result>(number: number, scene: () => Result) => Result | undefined {
  return (number, scene) => only === undefined || only === number ? scene() : undefined;
}
