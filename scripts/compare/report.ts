import { join } from "node:path";
import { html, raw } from "hono/html";
import { type Chart, inScript, toSvg, vegaScripts, withWidth } from "@nmf/lib/plot";
import { capital, counted } from "../../lessons/06_comparison/phrases.ts";
import { type Figure, figuresOf } from "./charts.ts";
import type { Check } from "./expected.ts";
import { gpuLine, softwareNoteOf } from "./gpu_line.ts";
import { hasLines, type LiveChart, liveChart } from "./live_chart.ts";
import { columnsHtml, type Html, tableHtml } from "./report_table.ts";
import type { Comparison, Result } from "./results.ts";
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
  const { facts: { corpus }, results } = comparison;
  const sections = await Promise.all(
    verdicts.map((verdict, i) =>
      rankSection(
        verdict,
        results.filter(({ rank }) => rank === verdict.rank),
        comparison,
        i === 0,
      )
    ),
  );
  const charts = Object.assign({}, ...sections.map(({ charts }) => charts));
  const file = (name: string) => Deno.readTextFile(join(import.meta.dirname!, name));
  const title =
    `Non-negative matrix factorization of ${corpus.name}: all methods compared`;
  const page = await html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>${title}</title>
        <style>
    ${raw(await file("report.css"))}</style>
        <noscript><style>.live { display: none; } .still { display: block; }</style></noscript>
      </head>
      <body>
    <main>
    <h1>${title}</h1>
    <p>V is the TF-IDF of the documents, one row each, one column per term. Every method looks
    for W and H without negative entries so that WH is near V; a row of H is then a topic. From
    each start all methods begin with the same W and H. The “expert” is scikit-learn's solver,
    written again for the course; “nndsvda” is a start computed from V by a singular value
    decomposition; an “honest” error is one measured with negative entries set to 0.</p>
    <section class="answer" aria-labelledby="answer">
    <h2 id="answer">Which method to take</h2>
    ${verdicts.map((verdict) => answer(verdict, verdicts.length > 1))}
    </section>
    ${checkSection(check)}
    <h2>What was compared</h2>
    ${comparedPairs(comparison)}
    ${sections.map(({ section }) => section)}
    <h2>Where this was measured</h2>
    ${measuredPairs(comparison)}
    </main>
    ${raw(await vegaScripts())}
    <script>
    const charts = ${raw(inScript(JSON.stringify(charts)))};
    ${raw(await file("report.js"))}</script>
      </body>
    </html>
  `;
  return String(page);
}

/** Which method to take with so many topics, and why. */
function answer({ rank, lines, starts }: RankVerdict, several: boolean): Html {
  return html`${several ? paragraph(`With ${counted(rank, "topic")}:`) : ""}
${lines.slice(-REASONS, -1).map(paragraph)}
<p class="take">${unbroken(lines.at(-1)!)}</p>
${starts.slice(-1).map(paragraph)}`;
}

function checkSection({ about, findings, numbers }: Check): Html {
  const fine = findings.length === 0;
  const heading = !fine
    ? "Not as expected"
    : numbers.length > 0
    ? "As expected"
    : "As expected, as far as it could be checked";
  const table = {
    head: ["method", "what", "found", "expected", "apart at most"],
    rows: numbers.map(({ method, what, found, expected, within }) => ({
      cells: [method, what, found, expected, within],
    })),
  };
  return html`<section class="${fine ? "fine" : "wrong"}" aria-labelledby="check">
<h2 id="check">${heading}</h2>
${
    fine ? "" : html`<ul>
${
      findings.map((line) =>
        html`
          <li>${line}</li>
        `
      )
    }</ul>`
  }
${about.map(paragraph)}
${
    numbers.length === 0 ? "" : html`<details>
<summary>The numbers, and how near they must be</summary>
${
      tableHtml(
        table,
        "numbers",
        "What was found from the nndsvda start beside the numbers of scikit-learn and " +
          "NumPy, and how far apart the two may be.",
      )
    }
</details>`
  }
</section>`;
}

function comparedPairs(
  { settings, facts: { corpus, notes }, results }: Comparison,
): Html {
  const { seeds, ranks } = settings;
  const categories = counted(corpus.categoryNames.length, "category", "categories");
  return pairs({
    "corpus": `${corpus.name}, in ${categories}: ${corpus.categoryNames.join(", ")}`,
    ...(corpus.notes.length > 0 && { "notes on it": corpus.notes.join(" ") }),
    "size of V": `${counted(corpus.documents, "document")} × ${
      counted(corpus.terms, "term")
    }, ${counted(corpus.nonzeros, "entry", "entries")} not 0`,
    "topics": ranks.join(", "),
    "starts": "nndsvda, computed from V" +
      (seeds === 0 ? "" : `, and ${seeds} random ${seeds === 1 ? "one" : "ones"}`),
    "runs": String(results.length),
    "left out": notes.join("; ") || "nothing",
    "checksum": corpus.checksum,
  });
}

function measuredPairs({ facts, environment }: Comparison): Html {
  const { versions: { deno, v8, typescript } } = environment;
  return pairs({
    "command": environment.command,
    "date": environment.date,
    "system": environment.system,
    "processor": `${environment.processor}, ${counted(environment.cores, "core")}`,
    "memory": `${(environment.memory / 2 ** 30).toFixed(1)} GiB`,
    "GPU": gpuLine(facts.gpu),
    "Deno": `${deno} (V8 ${v8}, TypeScript ${typescript})`,
    "packages": versions(environment.packages),
    ...(Object.keys(facts.peers).length > 0 && { "peers": versions(facts.peers) }),
  });
}

/** The words, tables and charts of one rank, and the specifications of its charts. */
async function rankSection(
  { rank, lines, starts }: RankVerdict,
  results: readonly Result[],
  { facts, settings: { seeds } }: Comparison,
  isFirst: boolean,
): Promise<{ section: Html; charts: Record<string, LiveChart> }> {
  const figures = figuresOf(results, facts).map(untitled);
  const peers = peerLines(results);
  const topics = counted(rank, "topic");
  const fixed = fixedStartTable(results, facts);
  const bounds =
    "“The floor” is the error of the truncated SVD: no factorization with so " +
    "many topics, with negative entries or without, has less. W = H = 0 is what doing " +
    "nothing gives.";
  const note = softwareNoteOf(results);
  const section = html`<h2>${topics}</h2>
<h3>From the nndsvda start</h3>
${lines.slice(0, -REASONS).map(paragraph)}
${
    tableHtml(
      fixed,
      `fixed-${rank}`,
      `All methods with ${topics}, each once, from the nndsvda start.`,
    )
  }
${columnsHtml(fixed.columns, isFirst)}
<p class="note">${bounds} ${note ?? ""}</p>
${peers.length === 0 ? "" : html`<h3>Beside the peers</h3>`}
${peers.map(paragraph)}
${starts.length === 0 ? "" : startsHtml(rank, starts, results, seeds, isFirst)}
${await Promise.all(figures.map(figureHtml))}`;
  const charts = Object.fromEntries(
    figures.map((figure) => [figure.name, liveChart(figure)]),
  );
  return { section, charts };
}

function startsHtml(
  rank: number,
  starts: readonly string[],
  results: readonly Result[],
  seeds: number,
  isFirst: boolean,
): Html {
  const table = spreadTable(results);
  const caption = `All methods with ${counted(rank, "topic")}` +
    (seeds === 1
      ? ", each once, from the random start."
      : `: the medians over ${seeds} random starts, and below them the lowest and the ` +
        `highest where they differ.`);
  return html`<h3>Random starts</h3>
${starts.slice(0, -1).map(paragraph)}
${tableHtml(table, `random-${rank}`, caption)}
${columnsHtml(table.columns, isFirst)}`;
}

type Untitled = Figure & { title: string };

/** A figure whose title and subtitle are text of the page, which wraps as a page does. */
function untitled(figure: Figure): Untitled {
  const { title } = figure.chart;
  const { text, subtitle } = typeof title === "object" && "text" in title
    ? title
    : { text: title, subtitle: undefined };
  // Without a title to see, the picture still has one to be read aloud.
  const without = ({ title: _, ...chart }: Chart) =>
    ({ ...chart, description: String(text) }) as Chart;
  return {
    ...figure,
    title: String(text),
    caption: figure.caption +
      (subtitle === undefined ? "" : ` ${capital(String(subtitle))}.`),
    chart: without(figure.chart),
    ...(figure.narrow && { narrow: without(figure.narrow) }),
  };
}

async function figureHtml(
  { name, title, caption, chart, ownWidth }: Untitled,
): Promise<Html> {
  const svg = await toSvg(ownWidth ? chart : withWidth(chart, PRINTED));
  const source = `data:image/svg+xml;base64,${new TextEncoder().encode(svg).toBase64()}`;
  // The page's program makes the buttons: they are of use to it alone.
  const legend = hasLines(chart)
    ? html`
      <div class="live legend" role="group" aria-labelledby="legend-${name}">
        <span id="legend-${name}">See one line alone:</span>
      </div>
    `
    : "";
  return html`<figure aria-labelledby="title-${name}">
<h4 id="title-${name}">${title}</h4>
<div class="live" id="${name}"></div>
${legend}
<img class="still" alt="${title}" src="${source}">
<figcaption>${caption}</figcaption>
</figure>`;
}

function pairs(texts: Record<string, string>): Html {
  return html`<dl>
${
    Object.entries(texts).map(([name, text]) =>
      html`
        <dt>${name}</dt>
        <dd>${text}</dd>
      `
    )
  }</dl>`;
}

function paragraph(text: string): Html {
  return html`
    <p>${unbroken(text)}</p>
  `;
}

/** A text in which a unit stays with its number. */
function unbroken(text: string): string {
  return text.replaceAll(/(\d) (%|s\b)/g, "$1\u00a0$2");
}

function versions(of: Record<string, string>): string {
  return Object.entries(of).map(([name, version]) => `${name} ${version}`).join(", ");
}
