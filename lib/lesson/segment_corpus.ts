import { isSegmentedLanguage, isUnspaced, segment } from "../text/mod.ts";
import type { LessonCorpus } from "./lesson.ts";

/** How many documents a note names. */
const SHOWN = 3;

/**
 * Puts spaces between the words of text that is written without, if the user or the
 * corpus's own language asks for it. If neither does, a note says which documents need it.
 *
 * @param corpus the documents
 * @param asked what the user asks for: a language, `"auto"` to go by the script, or nothing
 * @returns the corpus with what has changed, and whether its words were parted
 * @throws {RangeError} if the language is none that `segment` knows
 */
export function segmentCorpus(
  corpus: LessonCorpus,
  asked: string | undefined,
): { corpus: LessonCorpus; segmented: boolean } {
  const { documents, ids, language, notes = [] } = corpus;
  const own = language !== undefined && isSegmentedLanguage(language)
    ? language
    : undefined;
  const told = asked ?? own;
  if (told === undefined) {
    const unspaced = ids.filter((_, i) => isUnspaced(documents[i]!));
    if (unspaced.length === 0) return { corpus, segmented: false };
    return {
      corpus: { ...corpus, notes: [...notes, advice(unspaced)] },
      segmented: false,
    };
  }
  const parted = documents.map((text) =>
    segment(text, told === "auto" ? undefined : told)
  );
  if (parted.some((text, i) => text !== documents[i])) {
    return { corpus: { ...corpus, documents: parted }, segmented: true };
  }
  const note =
    "--segment changed nothing: no document is Chinese, Japanese, Thai, Lao, " +
    "Khmer or Burmese";
  return {
    corpus: asked === undefined ? corpus : { ...corpus, notes: [...notes, note] },
    segmented: false,
  };
}

function advice(unspaced: readonly string[]): string {
  const documents = unspaced.length === 1 ? "1 document" : `${unspaced.length} documents`;
  const more = unspaced.length - SHOWN;
  const names = unspaced.slice(0, SHOWN).join(", ") +
    (more > 0 ? ` and ${more} more` : "");
  return `no spaces between the words of ${documents}, so that sentences or pieces of ` +
    `words count as terms: ${names}; find the words with --segment`;
}
