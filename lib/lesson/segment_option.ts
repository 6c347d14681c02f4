import { InvalidArgumentError, Option } from "commander";
import { isSegmentedLanguage, SEGMENTED_LANGUAGES } from "../text/mod.ts";

/**
 * The option `--segment [language]`, for commander; `"auto"` where no language is given.
 */
export function segmentOption(): Option {
  return new Option(
    "--segment [language]",
    "find the words of text without spaces (zh, ja, th, lo, km, my; by its script if not said)",
  ).preset("auto").argParser((text: string) => {
    if (text === "auto" || isSegmentedLanguage(text)) return text;
    throw new InvalidArgumentError(
      `Give one of ${
        SEGMENTED_LANGUAGES.join(", ")
      }, or no language to go by the script.`,
    );
  });
}
