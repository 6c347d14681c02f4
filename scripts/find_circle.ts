import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Which files a file imports, by file. */
export type Imports = Map<string, readonly string[]>;

/**
 * The first circle of imports that is met, walking from file to file. A circle cannot be
 * read from one end to the other.
 *
 * @param imports the imports of every file
 * @returns the files of the circle, the first one again at the end; undefined if there is none
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { findCircle } from "./find_circle.ts";
 *
 * const tree = new Map([["a", ["b", "c"]], ["b", ["c"]], ["c", []]]);
 * assert.equal(findCircle(tree), undefined);
 * const ring = new Map([["a", ["b"]], ["b", ["c"]], ["c", ["b"]]]);
 * assert.deepEqual(findCircle(ring), ["b", "c", "b"]);
 * ```
 */
export function findCircle(imports: Imports): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const walk = (file: string): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const imported of imports.get(file) ?? []) {
      const circle = walk(imported);
      if (circle !== undefined) return circle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = walk(file);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/**
 * The imports between the TypeScript files of a folder, as Deno resolves them.
 *
 * @param root the project's folder
 * @param which those of types too, or only those that load the other file
 */
export async function importsOf(
  root: string,
  which: "all" | "loaded" = "all",
): Promise<Imports> {
  // One module that imports all others, so that Deno is asked once.
  const files = (await Array.fromAsync(sources(root))).sort();
  const all = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    const lines = files.map((file) => `import "${pathToFileURL(file)}";`);
    await Deno.writeTextFile(all, lines.join("\n"));
    const { stdout } = await new Deno.Command("deno", {
      args: ["info", "--json", "--config", join(root, "deno.json"), all],
      stderr: "null",
    }).output();
    return graph(JSON.parse(new TextDecoder().decode(stdout)), files, which === "all");
  } finally {
    await Deno.remove(all);
  }
}

interface Graph {
  redirects?: Record<string, string>;
  modules: {
    specifier: string;
    dependencies?: { code?: { specifier: string }; type?: { specifier: string } }[];
  }[];
}

function graph(
  { modules, redirects = {} }: Graph,
  files: readonly string[],
  types: boolean,
): Imports {
  const own = new Set(files.map((file) => pathToFileURL(file).href));
  return new Map(
    modules.filter(({ specifier }) => own.has(specifier)).map((
      { specifier, dependencies = [] },
    ) => [
      specifier,
      dependencies.flatMap((
        { code, type },
      ) => [code?.specifier, types ? type?.specifier : undefined])
        .map((imported) => redirects[imported ?? ""] ?? imported)
        .filter((imported) => imported !== undefined && own.has(imported)) as string[],
    ]),
  );
}

async function* sources(dir: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(dir)) {
    if (/^\.|^(node_modules|out|practice|20news)$/.test(name)) continue;
    const path = join(dir, name);
    if (isDirectory) yield* sources(path);
    else if (name.endsWith(".ts")) yield path;
  }
}
