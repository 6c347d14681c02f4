import assert from "node:assert/strict";
import { COLORS } from "./chart.ts";
import { topicsSideBySide, toSvg } from "./mod.ts";

/** The texts of the picture, by their looks and places. */
async function texts(svg: Promise<string>) {
  const pattern = /<text [^>]*translate\(([\d.-]+),([\d.-]+)\)"([^>]*)>([^<]*)<\/text>/g;
  return [...(await svg).matchAll(pattern)].map(([, x, y, look, text]) => ({
    text: text!,
    x: Number(x),
    y: Number(y),
    coloured: look!.includes(COLORS[1]!),
    bold: look!.includes("bold"),
  }));
}

const methods = [
  { name: "CD", topics: [["moon", "orbit", "mars"], ["oven", "bread"]] },
  { name: "SGD", topics: [["orbit", "oven", "moon"], []] },
];

Deno.test("words the first method does not have in the topic are bold and coloured", async () => {
  const all = await texts(toSvg(topicsSideBySide(methods, "Topics")));
  const of = (line: string) => {
    const [cd] = all.filter(({ text }) => text === line);
    return all.filter(({ y, x }) => y === cd!.y && x > cd!.x);
  };
  assert.deepEqual(of("CD").map(({ text }) => text), ["moon", "orbit", "mars"]);
  assert.deepEqual(
    of("SGD").map(({ text, coloured, bold }) => [text, coloured, bold]).sort(),
    [["moon", false, false], ["orbit", false, false], ["oven", true, true]],
  );
});

Deno.test("no text of a line runs into the next one, in one line or several", async () => {
  const long = Array.from({ length: 9 }, (_, method) => ({
    name: `the method number ${method}, with a long name`,
    topics: [[
      "internationalization",
      "ab",
      "administration",
      "i",
      "mmmmmm",
      `word${method}`,
    ]],
  }));
  for (const wordsPerLine of [undefined, 4]) {
    const options = wordsPerLine === undefined ? {} : { wordsPerLine };
    const drawn = await texts(toSvg(topicsSideBySide(long, "Topics", options)));
    const all = drawn.filter(({ text }) => !/Topics|bold/.test(text));
    assert.equal(all.filter(({ text }) => text === "administration").length, 9);
    for (const a of all) {
      for (const b of all) {
        // 11 pixels high; a letter is 5.5 pixels wide on average.
        if (a !== b && Math.abs(a.y - b.y) < 11 && b.x >= a.x) {
          assert.ok(b.x - a.x > 5.5 * a.text.length, `${a.text} runs into ${b.text}`);
        }
      }
    }
  }
});

Deno.test("who has the first method's words is named, not repeated", async () => {
  const moon = [["moon", "orbit", "administration"]];
  const turned = [["administration", "moon", "orbit"]];
  const drawn = async (...methods: { name: string; topics: string[][] }[]) =>
    (await texts(toSvg(topicsSideBySide(methods, "Topics")))).map(({ text }) => text);
  const some = await drawn(
    { name: "CD", topics: moon },
    { name: "MU", topics: turned },
    { name: "SGD", topics: [["moon", "orbit", "congregation"]] },
    { name: "Adam", topics: moon },
  );
  assert.deepEqual(some.filter((text) => text === "moon").length, 2);
  assert.equal(
    some.filter((text) => text.startsWith("the same")).join(),
    "the same words: MU, Adam",
  );
  assert.ok(some.includes("SGD") && !some.includes("MU"));
  const all = await drawn(
    { name: "CD", topics: moon },
    { name: "MU", topics: turned },
    { name: "Adam", topics: moon },
  );
  assert.equal(
    all.filter((text) => text.startsWith("the same")).join(),
    "the same words: all other methods",
  );
  // Fewer words are not the same ones.
  const fewer = await drawn(
    { name: "CD", topics: moon },
    { name: "MU", topics: [["moon", "mars"]] },
  );
  assert.ok(!fewer.some((text) => text.startsWith("the same")));
});

Deno.test("topics can be named, and no method is no error", async () => {
  const names = ["in the sky", "in the kitchen"];
  const named = await texts(toSvg(topicsSideBySide(methods, "Topics", { names })));
  assert.ok(names.every((name) => named.some(({ text }) => text === name)));
  assert.ok((await toSvg(topicsSideBySide([], "Topics"))).startsWith("<svg"));
});
