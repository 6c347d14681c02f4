import "../../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import { METHODS } from "../../lessons/06_comparison/methods.ts";
import { inTempDir } from "../../lib/testing/folders.ts";
import { Browser } from "./browser_for_tests.ts";
import { compareOptions } from "./options.ts";
import { reportPage } from "./report.ts";
import type { Comparison, Result } from "./results.ts";
import { resultWith } from "./testing.ts";

const HISTORY = [
  { iteration: 0, seconds: 0, error: 3, clamped: 3 },
  { iteration: 1, seconds: 0.1, error: 2.5, clamped: 2.5 },
  { iteration: 9, seconds: 0.4, error: 2, clamped: 2 },
];

/** A comparison of three methods, and what is said of it; every name is made by `named`. */
function reported(named: (name: string) => string, seeds = 2, categories = 2) {
  const category = ["category", "another"].map(named);
  const starts = [
    "nndsvda",
    ...Array.from({ length: seeds }, (_, i) => `random ${i + 1}`),
  ];
  const results: Result[] = starts.flatMap((start) =>
    METHODS.slice(0, 3).map(({ id, lesson }) =>
      resultWith({
        method: id,
        name: named(id),
        lesson,
        start,
        rank: 2,
        history: HISTORY,
        topics: [[named("moon"), "orbit"], ["oven", id]],
        device: start === "nndsvda"
          ? "processor"
          : `software adapter: ${named("adapter")}`,
        ...(start === "nndsvda" && { W: [[1, 0], [0, 1]] }),
      })
    )
  );
  const comparison: Comparison = {
    settings: compareOptions(["--topics", "2", "--seeds", String(seeds)]),
    facts: {
      corpus: {
        name: named("corpus"),
        documents: 2,
        terms: 1,
        nonzeros: 1,
        categoryNames: category.slice(0, categories),
        categories: [category[0]!, category[categories - 1]!],
        notes: [named("note")],
        checksum: "abc",
      },
      bounds: [{ rank: 2, floor: 1, zero: 3 }],
      gpu: { adapter: named("adapter"), software: true },
      peers: { [named("peer")]: named("1.0") },
      notes: [named("left out")],
      code: "def",
      plan: [],
    },
    environment: {
      date: "2026-01-01T00:00:00.000Z",
      command: named("command"),
      versions: { deno: "1", v8: "2", typescript: "3" },
      packages: { [named("package")]: named("1.0") },
      system: named("system"),
      processor: named("processor"),
      cores: 1,
      memory: 2 ** 30,
      gpu: { adapter: named("adapter"), software: true },
    },
    results,
  };
  const lines = ["first", "second", "third", "take"].map(named);
  const verdicts = [{ rank: 2, lines, starts: ["one", "two"].map(named) }];
  const compared = { method: named("a"), what: named("error"), found: named("1") };
  const check = {
    about: [named("about")],
    findings: [named("finding")],
    numbers: [{ ...compared, expected: named("1"), within: named("0") }],
  };
  return reportPage(comparison, verdicts, check);
}

/** The page without its programs and pictures. */
function markup(page: string): string {
  return page.replaceAll(/<script>.*?<\/script>/gs, "").replaceAll(
    /<style>.*?<\/style>/gs,
    "",
  )
    .replaceAll(/src="data:[^"]*"/g, "");
}

const EVIL =
  `"'></p><script>document.title="taken"</script><IMG src=x onerror=take()>&amp;`;

Deno.test("report: a name is never a tag, whatever is in it", async () => {
  const plain = markup(await reported((name) => name));
  const page = markup(await reported((name) => `${name}${EVIL}`));
  const tags = (text: string) =>
    text.match(/<[^>]*>/g)!.map((tag) => /<\/?\w*/.exec(tag)![0]);
  assert.deepEqual(tags(page), tags(plain));
  // Where it stands it can be read as it was given.
  assert.ok(page.includes("note&quot;&#39;&gt;&lt;/p&gt;&lt;script&gt;"), "note");
  assert.ok(page.includes("&amp;amp;"));
  for (
    const name of [
      ...["corpus", "category", "note", "adapter", "peer", "left out", "command"],
      ...["package", "system", "processor", "first", "third", "take", "one", "two"],
      ...["about", "finding", "error", "expert-cd"],
    ]
  ) assert.ok(page.includes(`${name}&quot;`), name);
});

Deno.test("report: its sentences count, one start and several", async () => {
  const one = markup(await reported((name) => name, 1, 1));
  const several = markup(await reported((name) => name, 2, 2));
  for (const page of [one, several]) {
    assert.match(page, /2 documents × 1 term, 1 entry not 0/);
    assert.match(page, /, 1 core</);
    assert.doesNotMatch(
      page,
      /\b1 (\w+ )?(starts|documents|terms|entries|cores|topics)\b/,
    );
  }
  assert.match(one, /, in 1 category: /);
  assert.match(several, /, in 2 categories: /);
  assert.match(one, /each once, from the random start\./);
  assert.match(one, /Honest error from 1 random start \(/);
  assert.match(several, /the medians over 2 random starts, and below them/);
  assert.match(several, /Honest error over 2 random starts \(/);
});

Deno.test("report: every table has a caption, and heads that say of what they are", async () => {
  const page = markup(await reported((name) => name));
  const tables = page.match(/<table>.*?<\/table>/gs)!;
  assert.equal(tables.length, 3);
  for (const table of tables) {
    const [, id] = /^<table>\s*<caption id="([^"]+)"><span>[^<]{20,}<\/span><\/caption>/
      .exec(table)!;
    assert.ok(page.includes(`role="region" aria-labelledby="${id}" tabindex="0"`));
    const [head, ...rows] = table.match(/<tr.*?<\/tr>/gs)!;
    assert.equal(head!.match(/<th scope="col">/g)!.length, head!.match(/<th/g)!.length);
    const cells = (row: string) => row.match(/<t[hd]/g)!.length;
    for (const row of rows) {
      assert.match(row, /^<tr[^>]*><th scope="row">/);
      assert.equal(cells(row), cells(head!));
    }
  }
  // Each heading of a table of methods is explained right below it.
  const below = page.split("</table>").slice(2);
  for (const [i, table] of tables.slice(1).entries()) {
    const [details] = /<details open>.*?<\/details>/s.exec(below[i]!)!;
    for (const [, name] of table.matchAll(/<th scope="col">([^<]+)</g)) {
      if (name !== "method") assert.ok(details.includes(`<dt>${name}</dt>`), name);
    }
  }
  for (const [, attributes] of page.matchAll(/<img ([^>]*)>/g)) {
    assert.match(attributes!, /alt="[^"]+"/);
  }
  const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length, "no id twice");
  for (const [, id] of page.matchAll(/aria-labelledby="([^"]*)"/g)) {
    assert.ok(ids.includes(id!), id);
  }
});

/** Relative luminance of #rrggbb, by WCAG 2.2. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16) / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

Deno.test("report: every colour of text stands out from every ground, light and dark", async () => {
  const css = await Deno.readTextFile(join(import.meta.dirname!, "report.css"));
  const schemes = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) =>
    Object.fromEntries(
      [...block!.matchAll(/--(\w+): (#\w{6});/g)].map((
        [, name, color],
      ) => [name!, color!]),
    )
  );
  assert.equal(schemes.length, 2);
  for (const colors of schemes) {
    for (const ground of ["ground", "band"]) {
      for (const text of ["text", "quiet", "accent", "wrong"]) {
        const [dark, light] = [colors[ground]!, colors[text]!].map(luminance)
          .sort((a, b) => a - b);
        const contrast = (light! + 0.05) / (dark! + 0.05);
        assert.ok(contrast >= 4.5, `${text} on ${ground}: ${contrast.toFixed(2)}`);
      }
    }
  }
});

const hasBrowser = await Browser.isInstalled();
const browserTest = (
  name: string,
  fn: (chromium: Browser, page: string) => Promise<void>,
) =>
  Deno.test({
    name: hasBrowser ? name : `${name} (left out: needs chromium)`,
    ignore: !hasBrowser,
    fn: () =>
      inTempDir(async (dir) => {
        await using chromium = await Browser.start();
        const path = join(dir, "report.html");
        await Deno.writeTextFile(
          path,
          await reported((name) => `${name}${EVIL}</SCRIPT>`),
        );
        await fn(chromium, `file://${path}`);
        assert.deepEqual(chromium.complaints, []);
      }),
  });

const DRAWN = `(async () => {
  while (document.documentElement.dataset.drawn === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
})()`;
/** What can be seen of the first chart of lines, and where the keyboard is. */
const LINES = `(() => {
  const figure = document.querySelector(".legend").closest("figure");
  const buttons = [...figure.querySelectorAll(".legend button")];
  return {
    title: document.title,
    names: buttons.map((button) => button.textContent),
    pressed: buttons.map((button) => button.ariaPressed),
    focused: buttons.indexOf(document.activeElement),
    lines: [...figure.querySelectorAll(".live svg g.mark-line path")]
      .map((path) => Number(path.getAttribute("opacity") ?? 1)),
  };
})()`;

browserTest(
  "report: a line is chosen with the keyboard, and let go again",
  async (chromium, page) => {
    const look = {
      width: 1280,
      scheme: "light",
      before: DRAWN,
      expression: LINES,
    } as const;
    const last = "[...document.querySelectorAll('summary')].at(-1).focus()";
    const toLegend = `${DRAWN}.then(() => ${last})`;
    const seen = await chromium.look(page, [
      look,
      { ...look, before: toLegend, keys: ["Tab"] },
      { ...look, before: toLegend, keys: ["Tab", "Tab", "Enter"] },
      { ...look, before: toLegend, keys: ["Tab", "Tab", "Enter", "Tab", " "] },
      { ...look, before: toLegend, keys: ["Tab", "Tab", "Enter", "Enter"] },
    ]);
    const states = seen.map(({ value }) => value as Record<string, unknown[]>);
    // Nothing in a name has run.
    for (const { title } of states) assert.match(String(title), /^Non-negative matrix/);
    assert.equal(states[0]!.names!.length, 4);
    assert.match(String(states[0]!.names![1]), /^expert-mu"'><\/p><script>/);
    assert.deepEqual(states.map(({ focused }) => focused), [-1, 0, 1, 2, 1]);
    const no = "false";
    assert.deepEqual(states.map(({ pressed }) => pressed), [
      [no, no, no, no],
      [no, no, no, no],
      [no, "true", no, no],
      [no, no, "true", no],
      [no, no, no, no],
    ]);
    assert.deepEqual(states.map(({ lines }) => lines), [
      [1, 1, 1],
      [1, 1, 1],
      [0.1, 1, 0.1],
      [0.1, 0.1, 1],
      [1, 1, 1],
    ]);
  },
);

browserTest(
  "report: on paper everything is open, and nothing is there that answers",
  async (chromium, page) => {
    const visible = `(selector) => [...document.querySelectorAll(selector)]
    .map((element) => element.checkVisibility({ contentVisibilityAuto: true }))`;
    const expression = `(() => {
    const visible = ${visible};
    const tables = [...document.querySelectorAll("table")];
    return {
      tables: visible("table"),
      heads: tables.map(({ tHead }) => getComputedStyle(tHead).display),
      captions: visible("caption"),
      pictures: visible(".still"),
      live: visible(".live"),
      buttons: visible("button"),
      open: document.querySelectorAll("details[open]").length,
      wide: tables.map((table) => table.getBoundingClientRect().right - innerWidth),
    };
  })()`;
    const look = { width: 794, scheme: "dark", media: "print", expression } as const;
    const printing = `${DRAWN}.then(() => dispatchEvent(new Event("beforeprint")))`;
    const printed = `${printing}.then(() => dispatchEvent(new Event("afterprint")))`;
    const [asked, after] = await chromium.look(page, [
      { ...look, before: printing },
      { ...look, before: printed },
    ]);
    const paper = asked!.value as Record<string, unknown[]> & { open: number };
    assert.deepEqual(paper.tables, [true, true, true]);
    assert.deepEqual(paper.captions, [true, true, true]);
    assert.deepEqual(paper.heads, new Array(3).fill("table-header-group"));
    assert.ok(paper.pictures!.length > 4 && paper.pictures!.every(Boolean));
    assert.ok(!paper.live!.some(Boolean) && !paper.buttons!.some(Boolean));
    assert.ok((paper.wide as number[]).every((wide) => wide <= 0), String(paper.wide));
    // What was closed is closed again, and would be on paper without the program, too.
    const again = after!.value as typeof paper;
    assert.equal(again.open, paper.open - 1);
    assert.deepEqual(again.tables, [true, true, true]);
  },
);
