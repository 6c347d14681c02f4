import assert from "node:assert/strict";
import { compile } from "vega-lite";
import { Matrix } from "../matrix/mod.ts";
import {
  type Chart,
  componentLine,
  documentTopics,
  dotPlot,
  errorCurve,
  lineFit,
  rangePlot,
  stack,
  stepTimes,
  topicBars,
  topicsSideBySide,
  toSvg,
  withWidth,
  zipf,
} from "./mod.ts";

const curve = errorCurve(
  [{ name: "MU", points: [{ iteration: 0, error: 44 }, { iteration: 9, error: 43.7 }] }],
  "A title of more letters than stand side by side on the screen of a telephone",
);
const charts: Record<string, Chart> = {
  curve,
  zipf: zipf([9, 3, 1, 1], "Zipf"),
  componentLine: componentLine([0, 0.5, 0.2], ["a", "bee", "cee"], "Topic 1"),
  dotPlot: dotPlot([{ name: "seed 1", value: 1, group: "best" }], "error", "Starts"),
  lineFit: lineFit([{ x: 0, y: 8 }], [{ name: "fit", a: 3, b: 8 }], "Line"),
  stepTimes: stepTimes([{ name: "dense", milliseconds: 2, group: "GPU" }], "One step"),
  rangePlot: rangePlot([{ name: "MU", median: 2, low: 1, high: 3 }], "error", "Seeds"),
  topicsSideBySide: topicsSideBySide(
    [{ name: "CD", topics: [["moon", "orbit"]] }],
    "Topics",
    { wordsPerLine: 2 },
  ),
  documentTopics: documentTopics(Matrix.from([[1, 2]]), ["space"], "Documents"),
};

for (const [name, chart] of Object.entries(charts)) {
  Deno.test(`${name} can be as wide as a phone, or as its container`, async () => {
    const svg = await toSvg(withWidth(chart, 358));
    assert.match(svg, /^<svg [^>]*width="358"/);

    const { spec } = compile(withWidth(chart, "container"));
    assert.deepEqual(spec.autosize, { type: "fit-x", contains: "padding" });
    const width = spec.signals?.find((signal) => signal.name === "width");
    assert.ok(JSON.stringify(width).includes("containerSize()[0]"));
  });
}

Deno.test("topicBars stand side by side as far as there is room", () => {
  const topics = Array.from({ length: 6 }, () => [{ term: "moon", weight: 1 }]);
  const columns = (width: number) =>
    (withWidth(topicBars(topics, "Topics"), width) as { columns?: number }).columns;
  assert.deepEqual([200, 358, 700, 1000].map(columns), [1, 1, 2, 3]);
});

Deno.test("a long title is broken between words, and none is lost", () => {
  const { title } = withWidth(curve, 358) as { title: string[] };
  assert.ok(title.length > 1 && title.every((line) => line.length <= 45));
  assert.equal(title.join(" "), curve.title);
  assert.deepEqual((withWidth(curve, 1280) as { title: string[] }).title, [curve.title]);
});

Deno.test("the chart given stays as it was; a chart of several panels is refused", () => {
  const before = JSON.stringify(curve);
  withWidth(curve, 358);
  assert.equal(JSON.stringify(curve), before);
  const message = /^withWidth: a chart of several panels cannot be (358|container) wide$/;
  assert.throws(() => withWidth(stack([curve, curve]), 358), {
    name: "RangeError",
    message,
  });
  const bars = topicBars([[{ term: "moon", weight: 1 }]], "Topics");
  assert.throws(() => withWidth(bars, "container"), { name: "RangeError", message });
});
