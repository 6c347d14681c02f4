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
  stepTimes,
  topicBars,
  topicsSideBySide,
  zipf,
} from "./mod.ts";

/** More than a call can hold as arguments. */
const MANY = 300_000;
const numbers = Array.from({ length: MANY }, (_, i) => i + 1);
const names = numbers.map(String);

const charts: Record<string, () => Chart> = {
  componentLine: () => componentLine(numbers, names, "Topic"),
  documentTopics: () => documentTopics(new Matrix(2, MANY), ["a", "b"], "Documents"),
  dotPlot: () =>
    dotPlot(numbers.map((value) => ({ name: "seed", value, group: "" })), "", ""),
  errorCurve: () =>
    errorCurve(
      [{ name: "MU", points: numbers.map((i) => ({ iteration: i, error: 1 / i })) }],
      "Error",
      { highest: 1 },
    ),
  lineFit: () =>
    lineFit(numbers.map((x) => ({ x, y: x })), [{ name: "fit", a: 1, b: 0 }], "Line"),
  rangePlot: () =>
    rangePlot(
      numbers.map((i) => ({ name: "MU", median: i, low: i, high: i })),
      "error",
      "Seeds",
    ),
  stepTimes: () =>
    stepTimes(numbers.map((milliseconds) => ({ name: "dense", milliseconds })), "Step"),
  topicBars: () => topicBars([names.map((term, i) => ({ term, weight: i }))], "Topics"),
  topicsSideBySide: () => topicsSideBySide([{ name: "CD", topics: [names] }], "Topics"),
  "topicsSideBySide of many topics": () =>
    topicsSideBySide([{ name: "CD", topics: names.map((name) => [name]) }], "Topics"),
  zipf: () => zipf(numbers, "Zipf"),
};

for (const [name, make] of Object.entries(charts)) {
  Deno.test(`${name} takes ${MANY} values`, () => assert.ok(make()));
}

Deno.test("the ends of a line and of an axis are found among many points", () => {
  const line = charts.lineFit!() as unknown as {
    layer: { data: { values: unknown[] } }[];
  };
  assert.deepEqual(line.layer[1]!.data.values, [
    { name: "fit", x: 1, y: 1 },
    { name: "fit", x: MANY, y: MANY },
  ]);
  const curve = charts.errorCurve!() as unknown as {
    layer: { encoding: { x: { scale: { domainMax: number } } } }[];
  };
  assert.equal(curve.layer[0]!.encoding.x.scale.domainMax, MANY);
});
