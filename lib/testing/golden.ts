const SHARED = new URL("../../../shared/golden/", import.meta.url);

/** One of the small files of expected numbers that travel with the project. */
export function tinyGolden(name: "nmf_tiny" | "tfidf_tiny" | "torch_tiny") {
  return JSON.parse(
    Deno.readTextFileSync(new URL(`golden/${name}.json`, import.meta.url)),
  );
}

/**
 * The expected numbers of the real corpus, or undefined where `../shared` does not stand
 * beside the project.
 */
export function sharedGolden(name: "20news" | "descent_20news") {
  try {
    return JSON.parse(Deno.readTextFileSync(new URL(`${name}.json`, SHARED)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
