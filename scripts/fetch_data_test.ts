import assert from "node:assert/strict";
import { join } from "node:path";
import { snapshot, tarGz } from "../data/archive_for_tests.ts";

const SCRIPT = join(import.meta.dirname!, "fetch_data.ts");

// Enough files that Ctrl-C comes while they are unpacked.
const ARCHIVE = await tarGz(
  Array.from({ length: 5000 }, (_, i) => ({
    name: `20news-bydate-train/sci.space/${i}`,
    content: `post ${i}`,
  })),
);
const SUM = new Uint8Array(await crypto.subtle.digest("SHA-256", ARCHIVE)).toHex();

/** Runs with an archive in a folder that also holds an earlier corpus. */
async function withArchive(
  use: (paths: { root: string; archive: string; target: string }) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    const archive = join(root, "archive.tar.gz");
    const target = join(root, "data", "20news");
    await Deno.writeFile(archive, ARCHIVE);
    await Deno.mkdir(join(target, "20news-bydate-train"), { recursive: true });
    await Deno.writeTextFile(join(target, "20news-bydate-train", "old"), "as it was");
    await use({ root, archive, target });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** The program, with as few permissions as it needs without a network. */
function fetchData(...args: string[]): Deno.Command {
  return new Deno.Command("deno", {
    args: ["run", "-q", "--no-prompt", "-RW", "-E", SCRIPT, ...args],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

Deno.test("deno task data unpacks a local archive, and only with --force again", () =>
  withArchive(async ({ archive, target }) => {
    const args = ["--from", archive, "--sha256", SUM, "--to", target];
    const first = await fetchData(...args).output();
    assert.equal(first.code, 0, text(first.stderr));
    assert.match(text(first.stdout), /is there already/);
    assert.deepEqual(snapshot(target), { "20news-bydate-train/old": "as it was" });

    const second = await fetchData(...args, "--force").output();
    assert.equal(second.code, 0, text(second.stderr));
    assert.match(text(second.stdout), /5000 posts/);
    assert.equal(Object.keys(snapshot(target)).length, 5000);
  }));

Deno.test("deno task data says in one line what is wrong, ends with 2, changes nothing", () =>
  withArchive(async ({ root, archive, target }) => {
    const refusals: [message: RegExp, ...args: string[]][] = [
      [/SHA-256 is [0-9a-f]{64}, not/, "--from", archive],
      [/64 hexadecimal digits/, "--from", archive, "--sha256", "abc"],
      [/nothing\.tar\.gz cannot be read/, "--from", join(root, "nothing.tar.gz")],
      [/net access/],
      [/unknown option/, "--wrong"],
    ];
    for (const [message, ...args] of refusals) {
      const { code, stderr } = await fetchData("--force", "--to", target, ...args)
        .output();
      assert.equal(code, 2, text(stderr));
      assert.match(text(stderr), message);
      assert.equal(text(stderr).trimEnd().split("\n").length, 1, text(stderr));
    }
    assert.deepEqual(snapshot(join(root, "data")), {
      "20news/20news-bydate-train/old": "as it was",
    });
  }));

Deno.test(
  "deno task data interrupted by Ctrl-C ends with 130 and leaves nothing behind",
  {
    ignore: Deno.build.os === "windows",
  },
  () =>
    withArchive(async ({ root, archive, target }) => {
      const child = fetchData(
        ...["--force", "--from", archive, "--sha256", SUM, "--to", target],
      ).spawn();
      const reader = child.stdout.getReader();
      assert.match(text((await reader.read()).value!), /unpacking/);
      child.kill("SIGINT");
      reader.releaseLock();
      const { code, stderr } = await child.output();
      assert.equal(code, 130);
      assert.match(text(stderr), /interrupted; nothing was changed/);
      assert.deepEqual(snapshot(join(root, "data")), {
        "20news/20news-bydate-train/old": "as it was",
      });
    }),
);
