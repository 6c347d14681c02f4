import { InputError } from "@nmf/lib/error";
import { withoutComments } from "./without_comments.ts";

/**
 * Puts values in for a kernel's constants.
 *
 * WGSL has two kinds. `override NAME: u32 = 1;` is given its value when the kernel is built.
 * But the length of a thread's own array must stand in the text: there the line is
 * `const NAME: u32 = 6;`, and the number in it is replaced.
 *
 * @param file the kernel's name, for messages
 * @param code its text
 * @param values by name
 * @returns the new text, and the values that are given when it is built
 * @throws {InputError} if the text has neither line for a name: the kernel would compute with
 * another value, and nothing would say so
 * @throws {RangeError} if a value is no count below 2³²
 */
export function putConstants(
  file: string,
  code: string,
  values: Readonly<Record<string, number>>,
): { code: string; overrides: Record<string, number> } {
  const overrides: Record<string, number> = {};
  for (const [name, value] of Object.entries(values)) {
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
      throw new RangeError(`${file}: ${name} must be a count below 2³², not ${value}`);
    }
    // A line in a comment is none; what it is replaced by has the same length.
    const lines = withoutComments(code);
    const number = new RegExp(
      `(?<=^[ \\t]*const\\s+${name}\\s*:\\s*u32\\s*=\\s*)\\d+`,
      "m",
    );
    const found = lines.match(number);
    if (found) {
      const at = found.index!;
      code = code.slice(0, at) + value + code.slice(at + found[0].length);
    } else if (
      new RegExp(`^[ \\t]*override\\s+${name}\\s*:\\s*u32\\b`, "m").test(lines)
    ) {
      overrides[name] = value;
    } else {
      throw new InputError(
        `${file}: the value of ${name}, ${value}, cannot be put in, because the line ` +
          `“const ${name}: u32 = …;” is not found; write it so, with a number`,
      );
    }
  }
  return { code, overrides };
}
