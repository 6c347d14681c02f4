import type { Steps } from "./analyze.ts";
import { shown } from "./check_options.ts";
import type { CountVectorizerOptions } from "./count_options.ts";
import { stripAccents } from "./strip_accents.ts";

/**
 * What in the options is allowed and probably not meant, a line for each.
 *
 * @param options the options
 * @param steps what they make of a text
 * @param vocabulary the terms of the columns, if they are given
 */
export function optionWarnings(
  options: CountVectorizerOptions,
  steps: Steps,
  vocabulary: readonly string[] = [],
): string[] {
  return [
    ...unusedOptions(options),
    ...splitStopWords(options, steps),
    ...unreachableTerms(options, vocabulary),
  ];
}

function unusedOptions(options: CountVectorizerOptions): string[] {
  const { analyzer = "word" } = options;
  const warnings: string[] = [];
  if (analyzer !== "word") {
    for (const name of ["stopWords", "tokenPattern", "tokenizer"] as const) {
      if (options[name]) {
        warnings.push(`${name} is not used: the analyzer is "${analyzer}", not "word"`);
      }
    }
  } else if (options.tokenizer && options.tokenPattern) {
    warnings.push("tokenPattern is not used: there is a tokenizer");
  }
  if (options.preprocessor && options.stripAccents) {
    warnings.push("stripAccents is not used: there is a preprocessor");
  }
  return warnings;
}

/**
 * Stop words are compared with tokens: “don't” leaves nothing out if the tokenizer makes
 * “don” of it.
 */
function splitStopWords(
  { analyzer = "word" }: CountVectorizerOptions,
  { preprocess, tokenize, stopWords }: Steps,
): string[] {
  if (analyzer !== "word") return [];
  const missing = new Set<string>();
  try {
    for (const word of stopWords) {
      for (const token of tokenize(preprocess(word))) {
        if (!stopWords.has(token)) missing.add(token);
      }
    }
  } catch {
    // A tokenizer of the user's need not take single words.
    return [];
  }
  if (missing.size === 0) return [];
  return [
    `the stop words become tokens that are no stop words and stay: ${listed(missing)}; ` +
    "add these to stopWords",
  ];
}

function unreachableTerms(
  options: CountVectorizerOptions,
  vocabulary: readonly string[],
): string[] {
  const { lowercase = true, stripAccents: strip, preprocessor } = options;
  if (preprocessor) return [];
  const warnings: string[] = [];
  const warn = (terms: string[], why: string) => {
    if (terms.length > 0) {
      warnings.push(
        `no text can hold these terms of the vocabulary: ${listed(terms)}; ${why}`,
      );
    }
  };
  if (lowercase) {
    const terms = vocabulary.filter((term) => term !== term.toLowerCase());
    warn(terms, "texts are made lower case; write them so, or set lowercase to false");
  }
  if (strip === "unicode" || strip === "ascii") {
    const terms = vocabulary.filter((term) => term !== stripAccents(term, strip));
    warn(terms, "texts lose their accents; write them so, or leave stripAccents out");
  }
  return warnings;
}

function listed(terms: Iterable<string>): string {
  const all = Array.from(terms, shown).sort();
  const first = all.slice(0, 10).join(", ");
  return all.length > 10 ? `${first} and ${all.length - 10} more` : first;
}
