import assert from "node:assert/strict";
import { errorCurve, type ErrorCurveOptions, toSvg } from "./mod.ts";

const points = [
  { iteration: 0, seconds: 1e-6, error: 44 },
  { iteration: 1, seconds: 0.5, error: 43.8 },
  { iteration: 2, seconds: 0.9, error: 43.7 },
];

/** The fields of the lines' layer, and the scales, that these tests ask for. */
function parts(names: string[], options: ErrorCurveOptions) {
  const chart = errorCurve(names.map((name) => ({ name, points })), "Error", options);
  return chart as unknown as {
    encoding: Record<
      "color" | "strokeDash" | "y",
      {
        scale: {
          range: unknown[];
          domain: string[];
          domainMin: number;
          domainMax: number;
        };
      }
    >;
    layer: {
      data: { values: object[] };
      encoding: { x: { field: string; title: string; scale: Record<string, unknown> } };
    }[];
  };
}

Deno.test("the horizontal axis can be seconds", () => {
  const [lines] = parts(["MU"], { against: "seconds" }).layer;
  assert.deepEqual(lines!.data.values, [
    { name: "MU", seconds: 1e-6, error: 44 },
    { name: "MU", seconds: 0.5, error: 43.8 },
    { name: "MU", seconds: 0.9, error: 43.7 },
  ]);
  assert.equal(lines!.encoding.x.title, "seconds");
  assert.equal(lines!.encoding.x.scale.domainMax, 0.9);
});

Deno.test("a logarithmic axis begins after the start, which has no logarithm", () => {
  const [lines] = parts(["MU"], { against: "seconds", log: true }).layer;
  assert.deepEqual(lines!.data.values, [
    { name: "MU", seconds: 0.5, error: 43.8 },
    { name: "MU", seconds: 0.9, error: 43.7 },
  ]);
  assert.equal(lines!.encoding.x.scale.type, "log");
});

Deno.test("a logarithmic axis of iterations has the start, and names 0, 1, 10 and 100", async () => {
  const [lines] = parts(["MU"], { log: true }).layer;
  assert.equal(lines!.data.values.length, 3);
  assert.deepEqual(lines!.encoding.x.scale, {
    type: "symlog",
    constant: 1,
    domainMin: 0,
    domainMax: 2,
    nice: false,
  });
  const long = [0, 1, 10, 100].map((iteration) => ({
    iteration,
    error: 44 - iteration / 100,
  }));
  const svg = await toSvg(
    errorCurve([{ name: "MU", points: long }], "Error", { log: true }),
  );
  const labels = [...svg.matchAll(/>(\d+)<\/text>/g)].map(([, label]) => label);
  for (const place of ["0", "1", "10", "100"]) {
    assert.ok(labels.includes(place), `${labels}`);
  }
});

Deno.test("a point without seconds is refused where they are needed", () => {
  const series = [{ name: "MU", points: [{ iteration: 1, error: 2 }] }];
  assert.throws(() => errorCurve(series, "Error", { against: "seconds" }), {
    name: "RangeError",
    message: "a point of “MU” has no seconds",
  });
});

Deno.test("nine lines and the floor differ in colour or dashes, and all are named", async () => {
  const names = Array.from({ length: 9 }, (_, i) => `method number ${i + 1}`);
  const floor = { name: "truncated SVD (floor of rank 6)", error: 43.6 };
  const { encoding } = parts(names, { floor });
  const { color, strokeDash } = encoding;
  assert.deepEqual(color.scale.domain, [...names, floor.name]);
  assert.deepEqual(strokeDash.scale.domain, color.scale.domain);
  const looks = color.scale.range.map((shade, i) =>
    JSON.stringify([shade, strokeDash.scale.range[i]])
  );
  assert.equal(new Set(looks).size, 10);

  const chart = errorCurve(names.map((name) => ({ name, points })), "Error", { floor });
  const svg = await toSvg(chart);
  for (const name of [...names, floor.name]) {
    assert.equal(svg.split(`>${name}<`).length, 2, `${name} is not in the legend once`);
  }
});

Deno.test("a highest error cuts the lines off, and leaves room under the floor", async () => {
  const floor = { name: "floor", error: 43.6 };
  const { domainMin, domainMax } =
    parts(["MU"], { floor, highest: 43.9 }).encoding.y.scale;
  assert.equal(domainMax, 43.9);
  assert.ok(domainMin > 43.5 && domainMin < 43.6);
  const chart = errorCurve([{ name: "MU", points }], "Error", { floor, highest: 43.9 });
  assert.ok((await toSvg(chart)).includes("clip-path"));
});
