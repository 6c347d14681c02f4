import { type Header, pack } from "tar-stream";

/** An entry of a test archive: a file with content, or any other kind of entry. */
export type TestEntry = Partial<Header> & { name: string; content?: string };

/** A `.tar.gz` made of these entries. */
export async function tarGz(
  entries: readonly TestEntry[],
): Promise<Uint8Array<ArrayBuffer>> {
  const tar = pack();
  for (const { content, ...header } of entries) {
    if (content === undefined) tar.entry(header);
    else tar.entry(header, content);
  }
  tar.finalize();
  const parts: BlobPart[] = [];
  for await (const part of tar) parts.push(part as BlobPart);
  const zipped = new Blob(parts).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(zipped).arrayBuffer());
}

/** Every path below a folder with its content, to compare before and after. */
export function snapshot(folder: string, prefix = ""): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) Object.assign(found, snapshot(path, `${prefix}${name}/`));
    else found[`${prefix}${name}`] = Deno.readTextFileSync(path);
  }
  return found;
}
