import { fileURLToPath } from "node:url";
import type { Checked } from "./check_file.ts";

/** How long a check may take, in seconds: a kernel is compiled first, which takes longer. */
export const LIMITS = { ts: 5, wgsl: 20 };

/**
 * Checks a file in a process of its own, and ends that process if it never comes to an end.
 * (A worker would not do: one that loops for ever keeps its program from ending.)
 *
 * @param dir the exercise's folder
 * @param file the student's file
 * @param seconds how long it may take
 */
export async function checkApart(
  dir: string,
  file: string,
  seconds: number = LIMITS[file.endsWith(".wgsl") ? "wgsl" : "ts"],
): Promise<Checked> {
  const program = fileURLToPath(import.meta.resolve("./check_file.ts"));
  const child = new Deno.Command("deno", {
    args: ["run", "-q", "--no-check", "-P=exercise", program, dir, file],
    stdout: "piped",
    stderr: "piped",
    stdin: "null",
  }).spawn();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, 1000 * seconds);
  const { stdout, stderr } = await child.output();
  clearTimeout(timer);
  const said = new TextDecoder().decode(stderr).trimEnd();
  if (late) {
    return wrong("it comes to an end", [
      `It was stopped after ${seconds} seconds. Is there a loop whose condition stays true?`,
    ]);
  }
  try {
    const checked: Checked = JSON.parse(new TextDecoder().decode(stdout));
    const printed = said === ""
      ? []
      : ["  what your code printed:", ...indented(said), ""];
    return { ...checked, lines: [...printed, ...checked.lines] };
  } catch {
    return wrong(
      "the file can be run",
      said === "" ? ["your file ended the program"] : said.split("\n").slice(0, 12),
    );
  }
}

/**
 * The types of a file, which its check does not look at.
 *
 * @param file the student's file
 * @returns the first mistake in at most three lines; none if there is none
 */
export async function firstTypeError(file: string): Promise<string[]> {
  if (!file.endsWith(".ts")) return [];
  const { code, stderr } = await new Deno.Command("deno", {
    args: ["check", "-q", file],
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
    stdin: "null",
  }).output();
  if (code === 0) return [];
  const text = new TextDecoder().decode(stderr);
  // That something is not used yet is no mistake while one writes.
  const mistake = /^TS(?!6133)\d+ \[ERROR\]: (.*)\n(.*)\n(?:.*\n)*?\s*at .*:(\d+):\d+$/m
    .exec(
      text,
    );
  if (mistake === null) return [];
  const [, message, source, line] = mistake;
  return [`  TypeScript says of line ${line}: ${message}`, `      ${source.trim()}`];
}

function wrong(what: string, says: string[]): Checked {
  return {
    solved: false,
    lines: [`  ✗ ${what}`, "", ...says.map((line) => `    ${line}`)],
  };
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `    ${line}`);
}
