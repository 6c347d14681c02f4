import { join } from "node:path";
import type { Chart } from "./chart.ts";
import { toHtml } from "./to_html.ts";
import { toSvg } from "./to_svg.ts";

/**
 * Writes a chart as `NAME.svg` and as `NAME.html`, a page that works offline. Both are
 * drawn before anything is written, and each file appears whole or not at all.
 *
 * @param chart a Vega-Lite specification, or a picture that is drawn already: the text of
 * an SVG file, such as `graphPicture` makes
 * @param dir the folder to write to; made if it is missing
 * @param name the files' name without ending; also the page's title
 * @returns the paths of the two files
 * @throws {Deno.errors.PermissionDenied | Deno.errors.NotADirectory} and their like, if
 * the folder cannot be written
 *
 * @example
 * ```ts
 * import { writeChart, zipf } from "@nmf/lib/plot";
 * import assert from "node:assert/strict";
 *
 * const dir = await Deno.makeTempDir();
 * const paths = await writeChart(zipf([4, 2, 1], "Zipf"), dir, "zipf");
 * assert.equal(paths.length, 2);
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export async function writeChart(
  chart: Chart | string,
  dir: string,
  name: string,
): Promise<string[]> {
  const files: [string, string][] = [
    [join(dir, `${name}.svg`), typeof chart === "string" ? chart : await toSvg(chart)],
    [join(dir, `${name}.html`), await toHtml(chart, name)],
  ];
  await Deno.mkdir(dir, { recursive: true });
  for (const [path, text] of files) await writeWhole(path, text);
  return files.map(([path]) => path);
}

/** A rename replaces the file in one step, so a reader never sees half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${Deno.pid}.part`;
  try {
    await Deno.writeTextFile(unfinished, text);
    await Deno.rename(unfinished, path);
  } catch (error) {
    await Deno.remove(unfinished).catch(() => {});
    throw error;
  }
}
