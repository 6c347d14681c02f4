import assert from "node:assert/strict";
import { join } from "node:path";
import { snapshot, tarGz, type TestEntry } from "../data/archive_for_tests.ts";
import { type Answer, reply, withServer } from "../data/server_for_tests.ts";

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

/** The program, with as few permissions as it needs, and no more network than this machine. */
function fetchData(...args: string[]): Deno.Command {
  return new Deno.Command("deno", {
    args: ["run", "-q", "--no-prompt", "-RW", "-E", "-N=127.0.0.1", SCRIPT, ...args],
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
    assert.match(
      text(first.stdout),
      /is there already.*; a lesson uses them with --corpus/,
    );
    assert.deepEqual(snapshot(target), { "20news-bydate-train/old": "as it was" });

    const second = await fetchData(...args, "--force").output();
    assert.equal(second.code, 0, text(second.stderr));
    assert.match(
      text(second.stdout),
      new RegExp(
        `5000 posts in ${target}; a lesson uses them with --corpus ${target}\\n$`,
      ),
    );
    assert.equal(Object.keys(snapshot(target)).length, 5000);
  }));

Deno.test("deno task data says in one line what is wrong, ends with 2, changes nothing", () =>
  withArchive(async ({ root, archive, target }) => {
    const huge = join(root, "huge");
    await Deno.writeTextFile(huge, "");
    await Deno.truncate(huge, 2 ** 40);
    const refusals: [message: RegExp, ...args: string[]][] = [
      [/SHA-256 is [0-9a-f]{64}, not/, "--from", archive],
      [/64 hexadecimal digits/, "--from", archive, "--sha256", "abc"],
      [/nothing\.tar\.gz cannot be read/, "--from", join(root, "nothing.tar.gz")],
      [/net access/],
      [/--url ftp:\/\/x is no address/, "--url", "ftp://x"],
      [/unknown option/, "--wrong"],
      [/too many arguments/, "extra"],
      [/--to.*'' is invalid.*name of a folder/, "--to", ""],
      [
        /--from .*data cannot be read \(it is no plain file\)/,
        "--from",
        join(root, "data"),
      ],
      [/huge cannot be read \(it has more than the allowed 100 MB\)/, "--from", huge],
      [/a\\nb cannot be read/, "--from", join(root, "a\nb")],
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

Deno.test("what deno task data says of another folder is true: a lesson uses it", async () => {
  const root = await Deno.makeTempDir();
  try {
    const posts = [
      "moon rocket orbit",
      "orbit moon shuttle",
      "oven bread dough",
      "bread oven",
    ];
    const bytes = await tarGz(posts.map((post, i) => ({
      name: `20news-bydate-train/${i < 2 ? "sci.space" : "comp.graphics"}/${i}`,
      content: `From: a\n\n${post}\n--\nsignature`,
    })));
    const archive = join(root, "archive.tar.gz");
    await Deno.writeFile(archive, bytes);
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    const target = join(root, "my corpora", "20news");
    const { stdout } = await fetchData(
      ...["--from", archive, "--sha256", sum, "--to", target],
    ).output();
    const [, folder] = text(stdout).match(/a lesson uses them with --corpus "(.*)"\n$/)!;
    const lesson = await new Deno.Command("deno", {
      args: [
        ...["run", "-q", "-P=lesson", "lessons/02_multiplicative_updates/lesson.ts"],
        ...["--corpus", folder!, "--topics", "2", "--no-chart", "--json"],
      ],
      cwd: join(import.meta.dirname!, ".."),
    }).output();
    assert.equal(lesson.code, 0, text(lesson.stderr));
    assert.deepEqual(JSON.parse(text(lesson.stdout)).corpus, {
      name: "20news",
      documents: 4,
      // moon, rocket, orbit, shuttle, oven, bread, dough: no header, no signature
      terms: 7,
      nonzeros: 11,
    });
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("deno task data may reach the two hosts that the archive comes from, no more", async () => {
  const config = JSON.parse(
    await Deno.readTextFile(join(import.meta.dirname!, "..", "deno.json")),
  );
  assert.deepEqual(config.permissions.data.net, [
    "ndownloader.figshare.com",
    "s3-eu-west-1.amazonaws.com",
  ]);
});

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

/** An archive as the server gives it, and its sum. */
async function archiveOf(...entries: TestEntry[]) {
  const bytes = await tarGz([
    { name: "20news-bydate-train/sci.space/1", content: "post 1" },
    ...entries,
  ]);
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  return { bytes, sum };
}

const whole = (bytes: Uint8Array) =>
  reply("200 OK", [`content-length: ${bytes.length}`], bytes);
const cutShort = (bytes: Uint8Array) =>
  reply("200 OK", [`content-length: ${bytes.length}`], bytes.slice(0, 100));

/** Downloads into a folder that holds an earlier corpus, from a server that answers so. */
function downloading(
  answers: readonly Answer[],
  sum: string,
  use: (child: Deno.ChildProcess, root: string) => Promise<void>,
): Promise<void> {
  return withArchive(({ root, target }) =>
    withServer(answers, async (url) => {
      const args = ["--force", "--url", url, "--sha256", sum, "--to", target];
      await use(fetchData(...args).spawn(), join(root, "data"));
    })
  );
}

Deno.test("deno task data downloads, checks and unpacks, at the second try if need be", async () => {
  const { bytes, sum } = await archiveOf();
  await downloading([cutShort(bytes), whole(bytes)], sum, async (child, data) => {
    const { code, stdout, stderr } = await child.output();
    assert.equal(code, 0, text(stderr));
    assert.match(text(stderr), /^[^\n]+; trying again in 1 s\n$/);
    assert.match(text(stdout), /downloading .*\nthe sum is right; unpacking\n1 posts in/);
    assert.deepEqual(snapshot(data), {
      "20news/20news-bydate-train/sci.space/1": "post 1",
    });
  });
});

Deno.test("deno task data leaves the folder as it was when the download is not right", async () => {
  const fine = await archiveOf();
  const bad: [
    message: RegExp,
    served: typeof fine,
    answer?: (b: Uint8Array) => Answer,
  ][] = [
    [/SHA-256 is [0-9a-f]{64}, not 0{64}/, { ...fine, sum: "0".repeat(64) }],
    [/could not be downloaded in 4 tries .*--from FILE/, fine, cutShort],
    [
      /holds .*evil, which leads out/,
      await archiveOf({ name: "20news-bydate-train/../../evil", content: "x" }),
    ],
    [
      /holds \/etc\/evil, which leads out/,
      await archiveOf({ name: "/etc/evil", content: "x" }),
    ],
    [
      /holds a symlink/,
      await archiveOf({ name: "to_etc", type: "symlink", linkname: "/etc" }),
    ],
    [
      /holds a link/,
      await archiveOf({ name: "same", type: "link", linkname: "20news-bydate-train" }),
    ],
  ];
  // At the same time: the one that is cut short waits for seven seconds between its tries.
  await Promise.all(
    bad.map(([message, { bytes, sum }, answer = whole]) =>
      downloading([answer(bytes)], sum, async (child, data) => {
        const { code, stderr } = await child.output();
        assert.equal(code, 2, text(stderr));
        const lines = text(stderr).trimEnd().split("\n");
        assert.match(lines.at(-1)!, message);
        assert.ok(lines.slice(0, -1).every((line) => line.includes("trying again")));
        assert.deepEqual(snapshot(data), {
          "20news/20news-bydate-train/old": "as it was",
        });
        assert.deepEqual([...Deno.readDirSync(data)].map(({ name }) => name), ["20news"]);
      })
    ),
  );
});

Deno.test(
  "deno task data interrupted by Ctrl-C during the download changes nothing",
  { ignore: Deno.build.os === "windows" },
  async () => {
    const { bytes, sum } = await archiveOf();
    const underWay = Promise.withResolvers<void>();
    const interrupted = Promise.withResolvers<void>();
    const stalled: Answer = async (connection) => {
      await cutShort(bytes)(connection);
      underWay.resolve();
      await interrupted.promise;
    };
    await downloading([stalled], sum, async (child, data) => {
      await underWay.promise;
      child.kill("SIGINT");
      const { code, stderr } = await child.output();
      interrupted.resolve();
      assert.equal(code, 130);
      assert.equal(text(stderr), "interrupted; nothing was changed\n");
      assert.deepEqual(snapshot(data), { "20news/20news-bydate-train/old": "as it was" });
      assert.deepEqual([...Deno.readDirSync(data)].map(({ name }) => name), ["20news"]);
    });
  },
);
