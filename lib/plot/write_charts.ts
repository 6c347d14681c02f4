import { join } from "node:path";
import type { Chart } from "./chart.ts";
import { toHtml } from "./to_html.ts";
import { toSvg } from "./to_svg.ts";

/**
 * Writes each chart as `NAME.svg` and as `NAME.html`, a page that works offline. All of
 * them are drawn and written under other names first, so that all appear or none.
 *
 * @param charts by name: a Vega-Lite specification, or a picture that is drawn already, the
 * text of an SVG file, such as `graphPicture` makes; the name is also the page's title
 * @param dir the folder to write to; made if it is missing
 * @returns the paths of the files, two for each chart
 * @throws {RangeError} if a name is empty or names another folder
 * @throws {Deno.errors.PermissionDenied | Deno.errors.NotADirectory} and their like, if
 * the folder cannot be written, or holds a folder of a file's name
 *
 * @example
 * ```ts
 * import { writeCharts, zipf } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const dir = await Deno.makeTempDir();
 * const paths = await writeCharts({ zipf: zipf([4, 2, 1], "Zipf") }, dir);
 * assert.equal(paths.length, 2);
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export async function writeCharts(
  charts: Record<string, Chart | string>,
  dir: string,
): Promise<string[]> {
  const files: { path: string; unfinished: string; text: string }[] = [];
  const add = (name: string, text: string) => {
    const path = join(dir, name);
    files.push({ path, unfinished: `${path}.${Deno.pid}.part`, text });
  };
  for (const [name, chart] of Object.entries(charts)) {
    if (name === "" || /[\\/]/.test(name)) {
      throw new RangeError(
        `a chart cannot be named “${name}”: its files are named after it`,
      );
    }
    add(`${name}.svg`, typeof chart === "string" ? chart : await toSvg(chart));
    add(`${name}.html`, await toHtml(chart, name));
  }
  await Deno.mkdir(dir, { recursive: true });
  try {
    for (const { path, unfinished, text } of files) {
      await refuseFolder(path);
      await Deno.writeTextFile(unfinished, text);
    }
    // A rename replaces the file in one step, so a reader never sees half of it.
    for (const { path, unfinished } of files) await Deno.rename(unfinished, path);
  } catch (error) {
    for (const { unfinished } of files) await Deno.remove(unfinished).catch(() => {});
    throw error;
  }
  return files.map(({ path }) => path);
}

/** A folder is the one thing that a file cannot take the place of. */
async function refuseFolder(path: string): Promise<void> {
  const there = await Deno.lstat(path).catch(() => undefined);
  if (there?.isDirectory) throw new Deno.errors.IsADirectory(`${path} is a folder`);
}
