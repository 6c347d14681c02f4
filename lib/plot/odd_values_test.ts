import assert from "node:assert/strict";
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
  writeCharts,
  zipf,
} from "./mod.ts";

const inf = Infinity;

/** Charts of nothing, and of numbers that are none: what a diverged run leaves. */
const charts: Record<string, Chart> = {
  "componentLine of nothing": componentLine([], [], "Topic"),
  "componentLine of no number": componentLine([NaN, inf, 1], ["a", "b", "c"], "Topic"),
  "documentTopics of nothing": documentTopics(new Matrix(0, 0), [], "Documents"),
  "documentTopics of no documents": documentTopics(new Matrix(0, 3), [], "Documents"),
  "documentTopics of no number": documentTopics(
    Matrix.from([[NaN, 1], [inf, 2]]),
    ["a", "b"],
    "Documents",
  ),
  "dotPlot of nothing": dotPlot([], "error", "Starts"),
  "errorCurve of nothing": errorCurve([], "Error"),
  "errorCurve of nothing, cut off": errorCurve([], "Error", { highest: 3 }),
  "errorCurve of nothing, logarithmic": errorCurve([], "Error", { log: true }),
  "errorCurve with a floor of no number": errorCurve([], "Error", {
    floor: { name: "floor", error: NaN },
  }),
  "errorCurve at no time": errorCurve(
    [{ name: "MU", points: [{ iteration: 1, seconds: inf, error: 2 }] }],
    "Error",
    { against: "seconds" },
  ),
  "lineFit of nothing": lineFit([], [{ name: "fit", a: 1, b: 2 }], "Line"),
  "lineFit of no number": lineFit(
    [{ x: NaN, y: 1 }, { x: 0, y: 1 }, { x: 1, y: inf }],
    [{ name: "fit", a: NaN, b: 1 }],
    "Line",
  ),
  "rangePlot of nothing": rangePlot([], "error", "Seeds"),
  "rangePlot of nothing, logarithmic": rangePlot([], "error", "Seeds", { log: true }),
  "stack of nothing": stack([]),
  "stepTimes of nothing": stepTimes([], "One step"),
  "topicBars of nothing": topicBars([], "Topics"),
  "topicBars of no number": topicBars([[{ term: "x", weight: NaN }]], "Topics"),
  "topicsSideBySide of nothing": topicsSideBySide([], "Topics"),
  "zipf of nothing": zipf([], "Zipf"),
  "zipf of zeros": zipf([0, 0], "Zipf"),
};

for (const [name, chart] of Object.entries(charts)) {
  Deno.test(`${name} draws, and writes no NaN`, async () => {
    assert.doesNotMatch(await toSvg(chart), /NaN|undefined|Infinity/);
  });
}

Deno.test("a dot without a value has its name, and no place", async () => {
  const svg = await toSvg(dotPlot(
    [NaN, inf, 1].map((value, i) => ({ name: `seed ${i}`, value, group: "" })),
    "error",
    "Starts",
  ));
  assert.equal(svg.match(/aria-roledescription="point"/g)!.length, 1);
  for (const i of [0, 1, 2]) assert.ok(svg.includes(`>seed ${i}<`));
});

Deno.test("a line without an end stops at the median, and says so", async () => {
  for (const log of [false, true]) {
    const rows = [{ name: "MU", median: 2, low: 1, high: inf }];
    const svg = await toSvg(rangePlot(rows, "error", "Seeds", { log }));
    assert.doesNotMatch(svg, /="NaN|="-?Infinity/);
    assert.match(svg, /high: Infinity/);
    const [{ from, to }] = (rangePlot(rows, "error", "Seeds", { log }) as unknown as {
      data: { values: [{ from: number; to: number }] };
    }).data.values;
    assert.deepEqual([from, to], [1, 2]);
  }
});

Deno.test("names that do not fit are refused", () => {
  const W = Matrix.from([[1, 2]]);
  const topic = [{ term: "moon", weight: 1 }];
  for (const names of [[], ["one"], ["one", "two", "three"]]) {
    assert.throws(() => documentTopics(W, ["a"], "Documents", names), {
      name: "RangeError",
      message: `2 topics, but ${names.length} names`,
    });
    assert.throws(() => topicBars([topic, topic], "Topics", names), {
      name: "RangeError",
      message: `2 topics, but ${names.length} names`,
    });
  }
  assert.throws(() => componentLine([1, 2], ["a"], "Topic"), {
    name: "RangeError",
    message: "2 weights, but 1 names",
  });
});

Deno.test("numbers that no chart can use are refused", async () => {
  for (const count of [-1, NaN, inf]) {
    assert.throws(() => zipf([3, count], "Zipf"), {
      name: "RangeError",
      message: `a term cannot occur ${count} times`,
    });
  }
  for (const wordsPerLine of [0, -1, 1.5, NaN]) {
    assert.throws(() => topicsSideBySide([], "Topics", { wordsPerLine }), {
      name: "RangeError",
      message: `wordsPerLine must be a whole number from 1, not ${wordsPerLine}`,
    });
  }
  for (const width of [0, -5, NaN, inf]) {
    assert.throws(() => withWidth(zipf([1], "Zipf"), width), {
      name: "RangeError",
      message: `withWidth: a width is a number of pixels above 0, not ${width}`,
    });
  }
  for (const highest of [NaN, inf]) {
    assert.throws(() => errorCurve([], "Error", { highest }), {
      name: "RangeError",
      message: `the highest error to draw must be finite, not ${highest}`,
    });
  }
  for (const name of ["", "../error", "a/b", "a\\b"]) {
    const dir = await Deno.makeTempDir();
    await assert.rejects(writeCharts({ [name]: zipf([1], "Zipf") }, dir), {
      name: "RangeError",
      message: `a chart cannot be named “${name}”: its files are named after it`,
    });
    await Deno.remove(dir);
  }
});

Deno.test("toSvg refuses what Vega-Lite cannot read", async () => {
  await assert.rejects(
    toSvg({ mark: "no such mark", data: { values: [] } } as never),
    Error,
  );
});
