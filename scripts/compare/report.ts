import { join } from "node:path";
import { type Chart, dark, inScript, toSvg, vegaScripts, withWidth } from "@nmf/lib/plot";
import { type Figure, figuresOf } from "./charts.ts";
import { gpuLine } from "./gpu_line.ts";
import type { Check } from "./expected.ts";
import type { Comparison, Result } from "./results.ts";
import { COLUMNS } from "../../lessons/06_comparison/columns.ts";
import type { Table } from "../../lessons/06_comparison/table.ts";
import { fixedStartTable, peerLines, spreadTable } from "./tables.ts";

/** What one rank's results say in words. */
export interface RankVerdict {
  rank: number;
  /** From the nndsvda start; the last line says which method to take. */
  lines: string[];
  /** Over the random starts. */
  starts: string[];
}

/** The last sentences of a verdict: who is best, who finds the topics, which to take. */
const REASONS = 3;
/** The width of the pictures that are printed; fits a page of paper. */
const PRINTED = 640;

/**
 * The report: one page that needs nothing beside it, for a screen, a phone and paper.
 *
 * @param comparison what came of all runs
 * @param verdicts one for each rank
 * @param check what is not as expected
 * @returns the text of an HTML file
 */
export async function reportPage(
  comparison: Comparison,
  verdicts: readonly RankVerdict[],
  check: Check,
): Promise<string> {
  const { settings, facts, environment, results } = comparison;
  const { corpus } = facts;
  const ranks = await Promise.all(
    verdicts.map((verdict) =>
      rankSection(
        verdict,
        results.filter(({ rank }) => rank === verdict.rank),
        comparison,
      )
    ),
  );
  const file = (name: string) => Deno.readTextFile(join(import.meta.dirname!, name));
  const title =
    `Non-negative matrix factorization of ${corpus.name}: all methods compared`;
  const seeds = settings.seeds;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escaped(title)}</title>
<style>
${await file("report.css")}</style>
<noscript><style>.live { display: none; } .still { display: block; }</style></noscript>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>V is the TF-IDF of the documents, one row each, one column per term. Every method looks
for W and H without negative entries so that WH is near V; a row of H is then a topic. From
each start all methods begin with the same W and H. The “expert” is scikit-learn's solver,
written again for the course; “nndsvda” is a start computed from V by a singular value
decomposition; an “honest” error is one measured with negative entries set to 0.</p>
<section class="answer">
<h2>Which method to take</h2>
${
    verdicts.map(({ rank, lines, starts }) =>
      [
        ...(verdicts.length > 1 ? [`With ${rank} topics:`] : []),
        ...lines.slice(-REASONS, -1),
      ].map(paragraph).join("\n") +
      `\n${paragraph(lines.at(-1)!).replace("<p>", '<p class="take">')}\n` +
      starts.slice(-1).map(paragraph).join("")
    ).join("\n")
  }
</section>
${checkSection(check)}
<h2>What was compared</h2>
${
    pairs({
      "corpus": `${corpus.name}, in ${corpus.categoryNames.length} ` +
        `${corpus.categoryNames.length === 1 ? "category" : "categories"}: ${
          corpus.categoryNames.join(", ")
        }`,
      "size of V": `${corpus.documents} documents × ${corpus.terms} terms, ` +
        `${corpus.nonzeros} entries that are not 0`,
      "topics": settings.ranks.join(", "),
      "starts": "nndsvda, computed from V" +
        (seeds === 0 ? "" : `, and ${seeds} random ${seeds === 1 ? "one" : "ones"}`),
      "runs": String(results.length),
      "left out": facts.notes.join("; ") || "nothing",
      "checksum": corpus.checksum,
    })
  }
${ranks.map(({ html }) => html).join("\n")}
<h2 id="columns">What the columns mean</h2>
${
    pairs(Object.fromEntries(
      Object.values(COLUMNS).map(({ head, about }) => [head, about]),
    ))
  }
<p>“Floor” is the error of the truncated SVD: no factorization with so many topics, with
negative entries or without, has less. W = H = 0 is what doing nothing gives.</p>
<h2>Where this was measured</h2>
${
    pairs({
      "command": environment.command,
      "date": environment.date,
      "system": environment.system,
      "processor": `${environment.processor}, ${environment.cores} ${
        environment.cores === 1 ? "core" : "cores"
      }`,
      "memory": `${(environment.memory / 2 ** 30).toFixed(1)} GiB`,
      "GPU": gpuLine(facts.gpu),
      "Deno": `${environment.versions.deno} (V8 ${environment.versions.v8}, ` +
        `TypeScript ${environment.versions.typescript})`,
      "packages": versions(environment.packages),
      ...(Object.keys(facts.peers).length > 0 && { "peers": versions(facts.peers) }),
    })
  }
</main>
${await vegaScripts()}
<script>
const charts = ${
    inScript(JSON.stringify(Object.assign({}, ...ranks.map(({ charts }) => charts))))
  };
${await file("report.js")}</script>
</body>
</html>
`;
}

/** The words, tables and charts of one rank, and the specifications of its charts. */
async function rankSection(
  { rank, lines, starts }: RankVerdict,
  results: readonly Result[],
  { facts }: Comparison,
): Promise<{ html: string; charts: Record<string, unknown> }> {
  const figures = figuresOf(results, facts).map(untitled);
  const drawn = await Promise.all(figures.map(figureHtml));
  const peers = peerLines(results);
  const html = `<h2>${rank} ${rank === 1 ? "topic" : "topics"}</h2>
<h3>From the nndsvda start</h3>
${lines.slice(0, -REASONS).map(paragraph).join("\n")}
${tableHtml(fixedStartTable(results, facts))}
<p class="note"><a href="#columns">What the columns mean</a></p>
${
    peers.length === 0
      ? ""
      : `<h3>Beside the peers</h3>\n${peers.map(paragraph).join("\n")}`
  }
${
    starts.length === 0 ? "" : `<h3>Random starts</h3>
${starts.slice(0, -1).map(paragraph).join("\n")}
${tableHtml(spreadTable(results))}
<p class="note">Medians over the random starts; below them the lowest and the highest.</p>`
  }
${drawn.join("\n")}`;
  const charts = Object.fromEntries(
    figures.map((figure) => [figure.name, versionsOf(figure)]),
  );
  return { html, charts };
}

/** A chart in each form that a page may need: light or dark, wide or narrow. */
function versionsOf({ chart, narrow, ownWidth }: Figure) {
  const fitted = (chart: Chart) => ownWidth ? chart : withWidth(chart, "container");
  const both = (chart: Chart) => ({ light: chart, dark: dark(chart) });
  return {
    wide: both(alive(fitted(chart))),
    ...(narrow && { narrow: both(alive(withWidth(narrow, "container"))) }),
  };
}

/** A chart that says what is under the pointer, and in which a line can be chosen. */
function alive(chart: Chart): Chart {
  const config = { ...chart.config, mark: { tooltip: true } };
  if (!("layer" in chart)) return { ...chart, config };
  const [first, ...others] = chart.layer;
  if (first === undefined || !("mark" in first) || !isLine(first.mark)) {
    return { ...chart, config };
  }
  const chosen = {
    ...first,
    params: [{
      name: "chosen",
      select: { type: "point", fields: ["name"] },
      bind: "legend",
    }],
    encoding: {
      ...first.encoding,
      opacity: { condition: { param: "chosen", value: 1 }, value: 0.1 },
    },
  };
  // A line answers the pointer as a whole; dots that are not seen answer at each point.
  const dots = {
    ...first,
    mark: { type: "circle", size: 80, opacity: 0, clip: true, tooltip: true },
    // Without colours of their own they leave the legend to the lines.
    encoding: {
      ...first.encoding,
      color: { value: "transparent" },
      strokeDash: { value: [1, 0] },
      tooltip: ["name", ...alongOf(first.encoding), "error"].map((field) => ({ field })),
    },
  };
  return { ...chart, config, layer: [chosen, dots, ...others] } as Chart;
}

/** The field of the horizontal axis, if it has one. */
function alongOf(encoding: unknown): string[] {
  const x = (encoding as { x?: { field?: string } } | undefined)?.x;
  return x?.field === undefined ? [] : [x.field];
}

function isLine(mark: unknown): boolean {
  return typeof mark === "object" && mark !== null && "type" in mark &&
    mark.type === "line";
}

type Untitled = Figure & { title: string };

/** A figure whose title and subtitle are text of the page, which wraps as a page does. */
function untitled(figure: Figure): Untitled {
  const without = ({ title: _, ...chart }: Chart) => chart as Chart;
  const { title } = figure.chart;
  const { text, subtitle } = typeof title === "object" && "text" in title
    ? title
    : { text: title, subtitle: undefined };
  return {
    ...figure,
    title: String(text),
    caption: figure.caption +
      (subtitle === undefined ? "" : ` ${capital(String(subtitle))}.`),
    chart: without(figure.chart),
    ...(figure.narrow && { narrow: without(figure.narrow) }),
  };
}

async function figureHtml({ name, title, caption, chart, ownWidth }: Untitled) {
  const svg = await toSvg(ownWidth ? chart : withWidth(chart, PRINTED));
  const bytes = new TextEncoder().encode(svg);
  return `<figure>
<h4>${escaped(title)}</h4>
<div class="live" id="${name}"></div>
<img class="still" alt="${
    escaped(title)
  }" src="data:image/svg+xml;base64,${bytes.toBase64()}">
<figcaption>${escaped(caption)}</figcaption>
</figure>`;
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

function checkSection({ about, findings, numbers }: Check): string {
  const fine = findings.length === 0;
  return `<section class="${fine ? "fine" : "wrong"}">
<h2>${
    !fine
      ? "Not as expected"
      : numbers.length > 0
      ? "As expected"
      : "As expected, as far as it could be checked"
  }</h2>
${
    fine
      ? ""
      : `<ul>\n${findings.map((line) => `<li>${escaped(line)}</li>`).join("\n")}\n</ul>`
  }
${about.map(paragraph).join("\n")}
${
    numbers.length === 0 ? "" : `<details>
<summary>The numbers, and how near they must be</summary>
${
      tableHtml({
        head: ["method", "what", "found", "expected", "apart at most"],
        rows: numbers.map(({ method, what, found, expected, within }) => ({
          cells: [method, what, found, expected, within],
        })),
      })
    }
</details>`
  }
</section>`;
}

function tableHtml({ head, rows }: Pick<Table, "head" | "rows">): string {
  const cells = (tag: string, row: readonly string[]) =>
    row.map((text) => {
      const [first, second] = text.split("\n");
      const below = second === undefined ? "" : `<br><small>${escaped(second)}</small>`;
      return `<${tag}>${escaped(first!)}${below}</${tag}>`;
    }).join("");
  const body = rows.map(({ cells: [name, ...others], back }) =>
    `<tr${back ? ' class="back"' : ""}><th scope="row">${escaped(name!)}</th>${
      cells("td", others)
    }</tr>`
  );
  return `<div class="scroll" tabindex="0"><table>
<thead><tr>${cells("th", head)}</tr></thead>
<tbody>
${body.join("\n")}
</tbody>
</table></div>`;
}

function pairs(texts: Record<string, string>): string {
  return `<dl>\n${
    Object.entries(texts).map(([name, text]) =>
      `<dt>${escaped(name)}</dt><dd>${escaped(text)}</dd>`
    ).join("\n")
  }\n</dl>`;
}

function paragraph(text: string): string {
  // A unit stays with its number.
  return `<p>${escaped(text).replaceAll(/(\d) (%|s\b)/g, "$1&nbsp;$2")}</p>`;
}

function versions(of: Record<string, string>): string {
  return Object.entries(of).map(([name, version]) => `${name} ${version}`).join(", ");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
