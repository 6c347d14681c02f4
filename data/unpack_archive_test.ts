import assert from "node:assert/strict";
import { join } from "node:path";
import { snapshot, tarGz, type TestEntry } from "./archive_for_tests.ts";
import { unpackArchive, type UnpackOptions } from "./unpack_archive.ts";

const POSTS: TestEntry[] = [
  { name: "train/", type: "directory" },
  { name: "train/space/1", content: "one" },
  { name: "./train/space/2", content: "two".repeat(1000) },
];

/** Runs in a folder that holds an earlier corpus. */
async function beside(
  run: (root: string, target: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(join(root, "20news", "train"), { recursive: true });
    await Deno.writeTextFile(join(root, "20news", "train", "old"), "as it was");
    await run(root, join(root, "20news"));
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("unpackArchive replaces what was there", () =>
  beside(async (root, target) => {
    assert.equal(await unpackArchive(await tarGz(POSTS), target, { expect: "train" }), 2);
    assert.deepEqual(snapshot(root), {
      "20news/train/space/1": "one",
      "20news/train/space/2": "two".repeat(1000),
    });
  }));

Deno.test("unpackArchive makes the folder if it is missing", async () => {
  const root = await Deno.makeTempDir();
  await unpackArchive(await tarGz(POSTS), join(root, "data", "20news"));
  assert.equal(Object.keys(snapshot(root)).length, 2);
  await Deno.remove(root, { recursive: true });
});

const whole = await tarGz(POSTS);

/** An archive of a few kilobytes that holds a file of so many zero bytes. */
const bomb = (bytes: number) =>
  tarGz([...POSTS, { name: "train/space/3", content: "\0".repeat(bytes) }]);

const bad: [
  what: string,
  archive: Uint8Array<ArrayBuffer>,
  message: RegExp,
  options?: UnpackOptions,
][] = [
  [
    "a file with .. in its name",
    await tarGz([...POSTS, { name: "train/../../evil", content: "x" }]),
    /leads out/,
  ],
  [
    "an absolute path",
    await tarGz([...POSTS, { name: "/etc/evil", content: "x" }]),
    /leads out/,
  ],
  [
    "a backslash that leads out",
    await tarGz([...POSTS, { name: "train\\..\\..\\evil", content: "x" }]),
    /leads out/,
  ],
  [
    "a drive letter",
    await tarGz([...POSTS, { name: "C:evil", content: "x" }]),
    /leads out/,
  ],
  [
    "a symbolic link",
    await tarGz([...POSTS, { name: "train/l", type: "symlink", linkname: "/etc" }]),
    /holds a symlink/,
  ],
  [
    "a hard link",
    await tarGz([...POSTS, { name: "train/l", type: "link", linkname: "train/1" }]),
    /holds a link/,
  ],
  [
    "a named pipe",
    await tarGz([...POSTS, { name: "train/p", type: "fifo" }]),
    /holds a fifo/,
  ],
  ["an archive cut short", whole.slice(0, whole.length - 40), /damaged/],
  ["a tar file cut short", await gzip((await gunzip(whole)).slice(0, 2100)), /damaged/],
  ["no archive at all", new TextEncoder().encode("<html>Sorry</html>"), /damaged/],
  ["zipped bytes that are no tar", await gzip(new Uint8Array(1024).fill(7)), /damaged/],
  [
    "another archive",
    await tarGz([{ name: "other/1", content: "x" }]),
    /holds no folder train/,
    { expect: "train" },
  ],
  [
    "more compressed bytes than allowed",
    whole,
    new RegExp(`more than the allowed ${whole.length - 1} bytes of compressed bytes`),
    { limits: { archive: whole.length - 1 } },
  ],
  [
    "a bomb that unpacks to more than allowed",
    await bomb(5e6),
    /more than the allowed 2 MB unpacked/,
    { limits: { unpacked: 2e6 } },
  ],
  [
    "one file that is larger than allowed",
    await bomb(5001),
    /more than the allowed 5000 bytes in one file, train\/space\/3: it is not/,
    { limits: { file: 5000 } },
  ],
  [
    "more files than allowed",
    whole,
    /more than the allowed 2 files and folders/,
    { limits: { entries: 2 } },
  ],
  [
    "more folders than allowed",
    await tarGz([1, 2, 3, 4].map((i) => ({ name: `train/${i}/`, type: "directory" }))),
    /more than the allowed 3 files and folders/,
    { limits: { entries: 3 } },
  ],
  [
    "a file without a name",
    await tarGz([...POSTS, { name: "./", type: "file", content: "x" }]),
    /a file that has no name/,
  ],
  [
    "a zero byte in a name",
    await tarGz([...POSTS, { name: "x", pax: { path: "train/a\0b" }, content: "x" }]),
    /a file that has no name \(train\/a\\u\{0\}b\)/,
  ],
  [
    "a name that breaks the line",
    await tarGz([...POSTS, { name: "../a\nb", content: "x" }]),
    /holds \.\.\/a\\nb, which leads out/,
  ],
  [
    "a name too long for a disk",
    await tarGz([...POSTS, {
      name: "x",
      pax: { path: "long".repeat(1000) },
      content: "x",
    }]),
    /^cannot unpack into [^(]+ \(File name too long .os error \d+.\); choose/,
  ],
  ["a full disk", whole, /the disk is full/, {
    writeFile: () =>
      Promise.reject(
        Object.assign(new Error("No space left on device (os error 28)"), {
          code: "ENOSPC",
        }),
      ),
  }],
];

for (const [what, archive, message, options] of bad) {
  Deno.test(`unpackArchive leaves the folder as it was: ${what}`, () =>
    beside(async (root, target) => {
      await assert.rejects(unpackArchive(archive, target, options), {
        name: "InputError",
        message,
      });
      assert.deepEqual(snapshot(root), { "20news/train/old": "as it was" });
      assert.deepEqual([...Deno.readDirSync(root)].map(({ name }) => name), ["20news"]);
    }));
}

Deno.test("unpackArchive leaves alone a folder that holds other things", () =>
  beside(async (root, target) => {
    await Deno.writeTextFile(join(target, "thesis.txt"), "precious");
    await assert.rejects(unpackArchive(whole, target), {
      name: "InputError",
      message: /holds other things too, such as thesis.txt/,
    });
    assert.deepEqual(snapshot(root), {
      "20news/train/old": "as it was",
      "20news/thesis.txt": "precious",
    });
  }));

Deno.test("unpackArchive refuses a target that is a file, or lies in one, in one line", () =>
  beside(async (root, target) => {
    const file = join(target, "train", "old");
    for (const place of [file, join(file, "20news")]) {
      await assert.rejects(unpackArchive(whole, place), {
        name: "InputError",
        message: /cannot unpack into .* --to/,
      });
    }
    assert.deepEqual(snapshot(root), { "20news/train/old": "as it was" });
  }));

Deno.test("unpackArchive makes a folder that others may read too", {
  ignore: Deno.build.os === "windows",
}, () =>
  beside(async (root, target) => {
    await unpackArchive(whole, target);
    const plain = join(root, "plain");
    await Deno.mkdir(plain);
    assert.equal((await Deno.stat(target)).mode, (await Deno.stat(plain)).mode);
  }));

Deno.test("unpackArchive leaves the folder as it was: interrupted", () =>
  beside(async (root, target) => {
    const control = new AbortController();
    const writeFile = (path: string, bytes: Uint8Array) => {
      control.abort();
      return Deno.writeFile(path, bytes);
    };
    const work = unpackArchive(whole, target, { signal: control.signal, writeFile });
    await assert.rejects(work, { name: "AbortError" });
    assert.deepEqual(snapshot(root), { "20news/train/old": "as it was" });
  }));

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

Deno.test("unpackArchive takes exactly what the limits allow", () =>
  beside(async (_, target) => {
    // A tar file: three heads, two contents filled up to blocks, two blocks at its end.
    const unpacked = 3 * 512 + 512 + 3072 + 1024;
    const limits = { archive: whole.length, unpacked, file: 3000, entries: 3 };
    assert.equal(await unpackArchive(whole, target, { limits }), 2);
    await assert.rejects(
      unpackArchive(whole, target, { limits: { ...limits, unpacked: unpacked - 1 } }),
      new RegExp(`allowed ${unpacked - 1} bytes unpacked`),
    );
  }));

Deno.test("unpackArchive stops at the limit and does not unpack a bomb whole", async () => {
  // 400 MB of zeros, which take 400 kB; memory for all of them is never asked for.
  const zeros = new Uint8Array(2 ** 20);
  let blocks = 400;
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (blocks-- > 0) controller.enqueue(zeros);
      else controller.close();
    },
  });
  const zipped = await new Response(endless.pipeThrough(new CompressionStream("gzip")))
    .bytes();
  assert.ok(zipped.length < 5e5);
  const { rss } = Deno.memoryUsage();
  await assert.rejects(unpackArchive(zipped, "nowhere", { limits: { unpacked: 10e6 } }), {
    name: "InputError",
    message: /more than the allowed 10 MB unpacked/,
  });
  assert.ok(Deno.memoryUsage().rss - rss < 150e6);
});

Deno.test("unpackArchive replaces what a link leads to, not the link", {
  ignore: Deno.build.os === "windows",
}, () =>
  beside(async (root, target) => {
    await Deno.symlink(target, join(root, "link"));
    await unpackArchive(whole, join(root, "link"));
    assert.ok((await Deno.lstat(join(root, "link"))).isSymlink);
    assert.equal(Object.keys(snapshot(target)).length, 2);
  }));

Deno.test("unpackArchive refuses an empty target and absurd limits", async () => {
  await assert.rejects(unpackArchive(whole, ""), {
    name: "RangeError",
    message: /target must be the name of a folder/,
  });
  for (const name of ["archive", "unpacked", "file", "entries"]) {
    for (const value of [-1, NaN]) {
      await assert.rejects(
        unpackArchive(whole, "nowhere", { limits: { [name]: value } }),
        {
          name: "RangeError",
          message: `${name} must be a number from 0, not ${value}`,
        },
      );
    }
  }
});
