import { parseArgs } from "node:util";
import { InputError } from "@nmf/lib/error";
import { fromJson } from "./json.ts";

/** What the command line says. */
export interface FuzzOptions {
  minutes: number;
  seed: number;
  /** The only kind to try; every one if undefined. */
  only?: string;
  /** One case to try, in place of random ones. */
  input?: unknown;
}

const LARGEST_SEED = 2 ** 31 - 1;
const USAGE = "write: deno task fuzz --minutes 5 --seed 1";

/**
 * Reads the command line.
 *
 * @param args the words of it
 * @param kinds the kinds there are
 * @throws {InputError} if it cannot be used
 */
export function fuzzOptions(
  args: readonly string[],
  kinds: readonly string[],
): FuzzOptions {
  const { minutes, seed, only, input } = words(args);
  if (!/^\d+(\.\d+)?$/.test(minutes)) {
    throw new InputError(`--minutes ${minutes} is no number from 0; ${USAGE}`);
  }
  if (!/^\d+$/.test(seed) || Number(seed) > LARGEST_SEED) {
    throw new InputError(`--seed ${seed} is no whole number from 0 to ${LARGEST_SEED}`);
  }
  if (only !== undefined && !kinds.includes(only)) {
    throw new InputError(`--only ${only} is none of ${kinds.join(", ")}`);
  }
  if (input !== undefined && only === undefined) {
    throw new InputError("--input needs --only, to say of which kind it is");
  }
  return {
    minutes: Number(minutes),
    seed: Number(seed),
    ...(only !== undefined && { only }),
    ...(input !== undefined && { input: json(input) }),
  };
}

function words(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        minutes: { type: "string", default: "5" },
        seed: { type: "string", default: "1" },
        only: { type: "string" },
        input: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new InputError(`${(error as Error).message.split("\n")[0]}; ${USAGE}`);
  }
}

function json(text: string): unknown {
  try {
    return fromJson(text);
  } catch {
    throw new InputError("--input is no JSON; copy it as it was printed, in quotes");
  }
}
