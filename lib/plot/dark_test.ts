import assert from "node:assert/strict";
import { COLORS, QUIET } from "./chart.ts";
import {
  dark,
  lineFit,
  stepTimes,
  topicBars,
  topicsSideBySide,
  toSvg,
  withWidth,
} from "./mod.ts";

const bars = topicBars([[{ term: "white", weight: 2 }]], "Topics");

/** Contrast of two colours, https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const luminance = (color: string) => {
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(color.slice(i, i + 2), 16) / 255)
      .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

Deno.test("a dark chart keeps no colour of the light one, and the light one stays", async () => {
  const before = JSON.stringify(bars);
  for (
    const chart of [
      bars,
      stepTimes([{ name: "dense", milliseconds: 1 }], "One step"),
      topicsSideBySide([{ name: "CD", topics: [["moon"]] }], "Topics"),
      lineFit([{ x: 0, y: 8 }], [{ name: "fit", a: 3, b: 8 }], "Line"),
    ]
  ) {
    const svg = await toSvg(dark(chart));
    for (const color of [...COLORS, QUIET, "white", "#000"]) {
      assert.ok(!svg.includes(`"${color}"`), `${color} is still there`);
    }
  }
  assert.equal(JSON.stringify(bars), before);
});

Deno.test("a word that is also a colour's name stays the word", async () => {
  assert.ok((await toSvg(dark(bars))).includes(">white<"));
});

Deno.test("on the dark ground marks and text have the contrast that WCAG asks for", () => {
  const { background, config } = dark(bars) as {
    background: string;
    config: { range: { category: string[] }; text: { color: string } };
  };
  assert.equal(config.range.category.length, COLORS.length);
  for (const color of config.range.category) assert.ok(contrast(color, background) >= 3);
  assert.ok(contrast(config.text.color, background) >= 7);
  const quiet = JSON.stringify(dark(topicsSideBySide([], ""))).match(/"#a3a8b0"/);
  assert.ok(quiet !== null && contrast("#a3a8b0", background) >= 4.5);
  assert.ok(contrast(QUIET, "#ffffff") >= 4.5);
});

Deno.test("dark and withWidth can be applied in either order", () => {
  const chart = stepTimes([{ name: "dense", milliseconds: 1 }], "One step");
  assert.deepEqual(dark(withWidth(chart, 358)), withWidth(dark(chart), 358));
});
