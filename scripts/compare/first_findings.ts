import { chooseGpu } from "@nmf/gpu";
import { METHODS } from "../../lessons/06_comparison/methods.ts";
import { firstSteps } from "./first_steps.ts";
import type { Settings } from "./options.ts";
import { choose } from "./run_all.ts";

/** What the first steps of the methods say, before anything else is computed. */
export interface FirstFindings {
  /** What was compared. */
  about: string;
  /** A line for each row that is not the course's, its name first. */
  findings: string[];
}

/**
 * Takes the first steps of all methods that a comparison is asked for (`firstSteps`), on
 * the GPU too where there is one.
 *
 * @param settings which methods, and whether the GPU is wanted
 * @throws {InputError} if a text is in no method's name
 */
export async function firstFindings(
  { methods, device }: Pick<Settings, "methods" | "device">,
): Promise<FirstFindings> {
  const chosen = choose(METHODS, methods);
  // Where it is missing, that is said when the runs are planned.
  const { gpu } = chosen.some(({ needsGpu }) => needsGpu) ? await chooseGpu(device) : {};
  using _ = gpu;
  return {
    about: "The first steps of every method, from fixed starts, are compared with " +
      "scikit-learn's, NumPy's and PyTorch's, and the lessons' settings with the course's.",
    findings: await firstSteps(chosen, gpu),
  };
}
