import assert from "node:assert/strict";
import { join } from "node:path";
import { Matrix } from "../matrix/mod.ts";
import {
  type Chart,
  componentLine,
  dark,
  documentTopics,
  dotPlot,
  errorCurve,
  lineFit,
  rangePlot,
  stack,
  stepTimes,
  toHtml,
  topicBars,
  topicsSideBySide,
  toSvg,
  writeCharts,
  zipf,
} from "./mod.ts";

const bars = topicBars([
  [{ term: "moon", weight: 2 }, { term: "orbit", weight: 1 }],
  [{ term: "oven", weight: 3 }, { term: "<dough>", weight: 1 }],
], "Topics");
const curve = errorCurve(
  [{
    name: "MU",
    points: [{ iteration: 0, error: 44 }, { iteration: 9, error: 43.7 }, {
      iteration: 10,
      error: NaN,
    }],
  }],
  "Error",
  { floor: { name: "SVD floor", error: 43.6 }, counted: "epoch" },
);
const charts: Record<string, { chart: Chart; words: string[] }> = {
  topicBars: { chart: bars, words: ["moon", "&lt;dough&gt;", "topic 2"] },
  errorCurve: { chart: curve, words: ["MU", "SVD floor", "epoch"] },
  componentLine: {
    chart: componentLine([0, 0.5, 0.2], ["a", "bee", "cee"], "Topic 1"),
    words: ["bee", "Topic 1"],
  },
  zipf: {
    chart: zipf([9, 3, 1, 1], "Zipf"),
    words: ["rank of the term", "counted", "Zipf"],
  },
  dotPlot: {
    chart: dotPlot([{ name: "seed 1", value: 1, group: "best" }], "error", "Starts"),
    words: ["seed 1", "best"],
  },
  lineFit: {
    chart: lineFit(
      [{ x: 0, y: 8 }, { x: 1, y: 11 }],
      [{ name: "fit", a: 3, b: 8 }],
      "Line",
    ),
    words: ["fit"],
  },
  stepTimes: {
    chart: stepTimes([{ name: "sparse", milliseconds: 0.83456, group: "GPU" }, {
      name: "dense",
      milliseconds: 1234.5,
      group: "CPU",
    }], "One step"),
    words: ["sparse", "0.835 ms", "1235 ms", "GPU"],
  },
  rangePlot: {
    chart: rangePlot(
      [{ name: "MU", median: 2, low: 1, high: 3 }, {
        name: "failed",
        median: NaN,
        low: NaN,
        high: NaN,
      }],
      "error",
      "Five seeds",
    ),
    words: ["MU", "failed", "Five seeds"],
  },
  topicsSideBySide: {
    chart: topicsSideBySide([{ name: "CD", topics: [["moon"], ["<oven>"]] }, {
      name: "SGD",
      topics: [["mars"], []],
    }], "Side by side"),
    words: ["CD", "SGD", "moon", "mars", "&lt;oven&gt;", "—", "topic 2"],
  },
  documentTopics: {
    chart: documentTopics(
      Matrix.from([[1, 3], [0, 0], [2, -1]]),
      ["space", "it's", "space"],
      "Documents",
      ["one", "it's two"],
    ),
    words: ["space (2)", "it's (1)", "one", "it's two", "share"],
  },
  dark: { chart: dark(curve), words: ["MU", "SVD floor", "epoch"] },
  stack: { chart: stack([bars, curve]), words: ["moon", "MU", "Topics", "Error"] },
};

for (const [name, { chart, words }] of Object.entries(charts)) {
  Deno.test(`${name} draws: its words are in the SVG, no number is NaN`, async () => {
    const svg = await toSvg(chart);
    for (const word of words) assert.ok(svg.includes(word), `${word} is missing`);
    assert.ok(!/NaN|undefined|Infinity/.test(svg));
  });
}

Deno.test("zipf keeps the most frequent and the last term, in falling order", () => {
  const chart = zipf([1, 5, 3], "Zipf") as unknown as {
    layer: { data: { values: { rank: number; count: number }[] } }[];
  };
  assert.deepEqual(chart.layer[1]!.data.values, [
    { rank: 1, count: 5 },
    { rank: 2, count: 3 },
    { rank: 3, count: 1 },
  ]);
});

Deno.test("zipf's line falls to the last rank or to a count of 1, and the axis ends with the terms", () => {
  const of = (counts: number[]) => {
    const chart = zipf(counts, "Zipf") as unknown as {
      layer: {
        data: { values: object[] };
        encoding: { x: { scale: { domainMax: number } } };
      }[];
    };
    const [line] = chart.layer;
    return { line: line!.data.values, end: line!.encoding.x.scale.domainMax };
  };
  assert.deepEqual(of([12, 5, 3]), {
    line: [{ rank: 1, count: 12 }, { rank: 3, count: 4 }],
    end: 3,
  });
  assert.deepEqual(of([2, 1, 1, 1, 1]), {
    line: [{ rank: 1, count: 2 }, { rank: 2, count: 1 }],
    end: 5,
  });
  assert.deepEqual(of([]).line, []);
});

Deno.test("two dots at one place have outlines of two shapes", async () => {
  const dots = ["as reported", "without negatives"].map((group) => ({
    name: "λ = 1",
    value: 3,
    group,
  }));
  const svg = await toSvg(dotPlot(dots, "error", "Dots"));
  const points = [
    ...svg.matchAll(/<path aria-label="[^"]*" [^>]*roledescription="point"[^>]*>/g),
  ]
    .map(([path]) => ({
      shape: path.match(/ d="([^"]*)"/)![1],
      fill: path.match(/ fill="([^"]*)"/)?.[1] ?? "none",
      place: path.match(/translate\(([^)]*)\)/)![1],
    }));
  assert.equal(points.length, 2);
  assert.equal(points[0]!.place, points[1]!.place);
  assert.notEqual(points[0]!.shape, points[1]!.shape);
  assert.ok(points.every(({ fill }) => fill === "none" || fill === "transparent"));
});

Deno.test("the HTML page holds all it needs, and a term cannot end its script", async () => {
  const html = await toHtml(
    topicBars([[{ term: "</script><b>", weight: 1 }]], "Topics"),
    "A <b> title",
  );
  assert.ok(html.includes("A &lt;b&gt; title"));
  assert.equal(html.match(/<\/script>/g)!.length, 4);
  const markup = html.replace(/(<script>)[^]*?(<\/script>)/g, "$1$2");
  assert.ok(!/src=|href=|url\(/.test(markup), "the page asks for another file");
});

Deno.test("a picture that is drawn already is written as it is, and needs no script", async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><text>18</text></svg>\n`;
  const dir = await Deno.makeTempDir();
  try {
    const [svgPath, htmlPath] = await writeCharts({ graph: svg }, dir);
    assert.equal(await Deno.readTextFile(svgPath!), svg);
    const html = await Deno.readTextFile(htmlPath!);
    assert.ok(
      html.startsWith("<!doctype html>") && html.includes("<title>graph</title>"),
    );
    assert.ok(html.includes(svg));
    assert.ok(!html.includes("<script"));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("writeCharts leaves two files a chart; a failure leaves nothing", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const names = () =>
      [...Deno.readDirSync(join(dir, "out"))].map(({ name }) => name).sort();
    await writeCharts({ topics: bars }, join(dir, "out"));
    assert.deepEqual(names(), ["topics.html", "topics.svg"]);

    await Deno.mkdir(join(dir, "out", "last.html"));
    await assert.rejects(
      writeCharts({ error: curve, last: curve }, join(dir, "out")),
      /last\.html is a folder/,
    );
    assert.deepEqual(names(), ["last.html", "topics.html", "topics.svg"]);

    await Deno.writeTextFile(join(dir, "taken"), "a file where a folder should be");
    await assert.rejects(writeCharts({ topics: bars }, join(dir, "taken")));
    assert.equal(
      await Deno.readTextFile(join(dir, "taken")),
      "a file where a folder should be",
    );
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
