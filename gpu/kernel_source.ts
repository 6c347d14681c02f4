import { InputError } from "@nmf/lib/error";

/**
 * A kernel's text with the name of its file, or where the file is.
 *
 * The text is what `import code from "./step.wgsl" with { type: "text" }` gives. It travels
 * with the module, into a bundle for a browser too; a URL is fetched when it is asked for.
 */
export type KernelSource = { file: string; code: string } | URL;

/**
 * Reads a kernel.
 *
 * @param source its text, or where it is
 * @returns the file's name and the text
 * @throws {InputError} if the file cannot be read
 */
export async function readKernel(
  source: KernelSource,
): Promise<{ file: string; code: string }> {
  if (!(source instanceof URL)) return source;
  const file = decodeURIComponent(source.pathname.split("/").at(-1)!);
  try {
    const response = await fetch(source);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return { file, code: await response.text() };
  } catch (error) {
    throw new InputError(
      `the kernel ${file} cannot be read (${(error as Error).message}); put it back`,
    );
  }
}
