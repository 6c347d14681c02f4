import { dirname, join } from "node:path";

/** A symbolic link among the files of a test folder, and where it leads. */
export class LinkTo {
  readonly target: string;

  constructor(target: string) {
    this.target = target;
  }
}

/**
 * Runs with a folder `texts` that holds these files and links; a path that ends in `/` is
 * a folder. Beside it nothing else is there.
 */
export async function withFolder(
  files: Record<string, string | Uint8Array | LinkTo>,
  use: (folder: string) => unknown,
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    const folder = join(root, "texts");
    await Deno.mkdir(folder);
    for (const [path, content] of Object.entries(files)) {
      const place = join(folder, path);
      await Deno.mkdir(path.endsWith("/") ? place : dirname(place), { recursive: true });
      if (path.endsWith("/")) continue;
      if (content instanceof LinkTo) await Deno.symlink(content.target, place);
      else if (typeof content === "string") await Deno.writeTextFile(place, content);
      else await Deno.writeFile(place, content);
    }
    await use(folder);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}
