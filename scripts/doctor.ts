/**
 * `deno task doctor`: says what this machine has for the course, and how to get what it
 * lacks. Ends with 1 if a lesson could not run.
 *
 * @module
 */
import { Command } from "commander";
import { styleText } from "node:util";
import { is20newsPresent, loadCorpus } from "@nmf/data";
import { requestGpu } from "@nmf/gpu";
import { reportMistake } from "@nmf/lib/lesson";
import { toSvg, zipf } from "@nmf/lib/plot";

/** What one check found: fine, missing but not needed, or broken. */
interface Finding {
  state: "fine" | "optional" | "broken";
  text: string;
}

const checks: (() => Finding | Promise<Finding>)[] = [
  function deno() {
    const { deno: version } = Deno.version;
    const tested = Deno.readTextFileSync(new URL("../.deno-version", import.meta.url))
      .trim();
    const [major, minor] = version.split(".").map(Number);
    const [needed, from] = tested.split(".").map(Number);
    const fine = major > needed || (major === needed && minor >= from);
    return {
      state: fine ? "fine" : "broken",
      text: `Deno ${version}` +
        (fine ? "" : `; the course needs ${needed}.${from}: npx -y deno@${tested}`),
    };
  },
  function machine() {
    const { os, arch } = Deno.build;
    const memory = (Deno.systemMemoryInfo().total / 2 ** 30).toFixed(1);
    return {
      state: "fine",
      text:
        `${os} ${arch}, ${navigator.hardwareConcurrency} cores, ${memory} GiB of memory`,
    };
  },
  async function mini() {
    const { documents, categoryNames } = await loadCorpus({ corpus: "mini" });
    return {
      state: "fine",
      text: `corpus mini: ${documents.length} posts in ${categoryNames.length} groups`,
    };
  },
  async function news() {
    return await is20newsPresent()
      ? { state: "fine", text: "corpus 20news: downloaded" }
      : {
        state: "optional",
        text: "corpus 20news: not here; `deno task data` fetches it (14 MB)",
      };
  },
  async function gpu() {
    try {
      using gpu = await requestGpu();
      const kind = gpu.software ? " (software: the processor does the work)" : "";
      return { state: "fine", text: `GPU: ${gpu.description}${kind}` };
    } catch (error) {
      return { state: "optional", text: `GPU: ${(error as Error).message}` };
    }
  },
  async function charts() {
    await toSvg(zipf([4, 2, 1], "doctor"));
    return { state: "fine", text: "charts: Vega draws" };
  },
];

const marks = {
  fine: styleText("green", "ok  "),
  optional: styleText("yellow", "--  "),
  broken: styleText("red", "no  "),
};

async function main(args: readonly string[]): Promise<void> {
  new Command("doctor")
    .description("Says what this machine has for the course, and how to get the rest.")
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} })
    .parse([...args], { from: "user" });
  for (const check of checks) {
    let finding: Finding;
    try {
      finding = await check();
    } catch (error) {
      finding = {
        state: "broken",
        text: `${check.name}: ${error instanceof Error ? error.message : error}`,
      };
    }
    console.log(marks[finding.state] + finding.text);
    if (finding.state === "broken") Deno.exitCode = 1;
  }
  if (Deno.exitCode === 0) {
    console.log("\nThe lessons can run. Begin with: deno task lesson:01");
  }
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    reportMistake(error);
  }
}
