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

function wrong(what: string, says: string[]): Checked {
  return {
    solved: false,
    lines: [`  ✗ ${what}`, "", ...says.map((line) => `    ${line}`)],
  };
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `    ${line}`);
}
