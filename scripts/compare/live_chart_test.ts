import assert from "node:assert/strict";
import { type Chart, errorCurve, rangePlot, toSvg } from "@nmf/lib/plot";
import { hasLines, liveChart } from "./live_chart.ts";

const SERIES = ["a", "b"].map((name, i) => ({
  name,
  points: [{ iteration: 1, error: 3 + i }, { iteration: 2, error: 2 + i }],
}));

Deno.test("liveChart: whatever tells lines apart, the page's buttons stand in for the legend", async () => {
  const chart = errorCurve(SERIES, "Error");
  const { encoding } = chart as unknown as { encoding: Record<string, object> };
  const wide = {
    ...chart,
    encoding: {
      ...encoding,
      strokeDash: encoding.color,
      strokeWidth: { ...encoding.color, scale: { domain: ["a", "b"], range: [2, 4] } },
    },
  } as unknown as Chart;
  const given = JSON.stringify(wide);
  assert.match(await toSvg(chart), /role-legend/);
  assert.doesNotMatch(await toSvg(liveChart(figure(chart)).wide.light), /role-legend/);
  for (const drawn of Object.values(liveChart(figure(wide)).wide)) {
    const { encoding } = drawn as unknown as {
      encoding: Record<string, { legend: null }>;
    };
    for (const channel of ["color", "strokeDash", "strokeWidth"]) {
      assert.equal(encoding[channel]!.legend, null);
    }
  }
  // The one that was given stays as it was.
  // Vega marks the values that it has drawn; JSON leaves that out.
  assert.equal(JSON.stringify(wide), given);
});

Deno.test("liveChart: only a chart of lines has some to choose", () => {
  const dots = rangePlot([{ name: "a", low: 1, median: 2, high: 3 }], "seconds", "Dots");
  assert.deepEqual([hasLines(errorCurve(SERIES, "Error")), hasLines(dots)], [
    true,
    false,
  ]);
  assert.equal("params" in liveChart(figure(dots)).wide.light, false);
});

function figure(chart: Chart) {
  return { name: "x", caption: "", chart };
}
