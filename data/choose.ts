import { InputError } from "@nmf/lib/error";
import { listed } from "./printable.ts";

/** How many of the categories there are a message names. */
const SHOWN = 24;

/**
 * The chosen ones of the categories there are.
 *
 * @param there the categories of the corpus
 * @param categories which of them; all when left out
 * @param corpus its name, for the message
 * @returns those chosen, each once, in order
 * @throws {InputError} if none is chosen, or one that is not there
 */
export function choose(
  there: readonly string[],
  categories: readonly string[] | undefined,
  corpus: string,
): readonly string[] {
  if (categories === undefined) return there;
  if (categories.length === 0) {
    throw new InputError(
      `no category is chosen; corpus ${corpus} has ${listed(there, SHOWN)}`,
    );
  }
  for (const category of categories) {
    if (!there.includes(category)) {
      throw new InputError(
        `corpus ${corpus} has no category ${listed([category], 1)}; ` +
          `it has ${listed(there, SHOWN)}`,
      );
    }
  }
  return [...new Set(categories)].sort();
}
