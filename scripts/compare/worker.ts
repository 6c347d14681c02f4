/**
 * The thread that computes, so that the program stays free to show the time left and to
 * hear Ctrl-C. It is given the settings, answers with the facts, is told which runs are
 * there already, tries how fast the others are, and answers with them, one by one.
 *
 * @module
 */
import { InputError } from "@nmf/lib/error";
import { loadCorpus } from "@nmf/data";
import type { Settings } from "./options.ts";
import { type Pace, paces } from "./paces.ts";
import { type Facts, keyOf, type RunRecord } from "./results.ts";
import { METHODS } from "../../lessons/06_comparison/methods.ts";
import { prepare, type Prepared, runAll } from "./run_all.ts";

/** What the thread is told. */
export type Order =
  | { settings: Settings; scratch: string | undefined }
  | { done: string[] }
  | "stop";

/** What it says. */
export type Answer =
  | { facts: Facts }
  | { paces: Pace[] }
  | { refused: string }
  | { record: RunRecord }
  | "all runs made";

/** The part of a thread's global scope that is used here. */
interface Thread {
  onmessage: (event: MessageEvent<Order>) => Promise<void>;
  postMessage(answer: Answer): void;
  close(): void;
}

const thread = self as unknown as Thread;
let prepared: Prepared | undefined;
let stopped = false;

thread.onmessage = async ({ data: order }) => {
  if (order === "stop") {
    stopped = true;
    return end();
  }
  if ("settings" in order) {
    try {
      prepared = await prepare(order.settings, loadCorpus, METHODS, order.scratch);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return thread.postMessage({ refused: (error as Error).message });
    }
    return thread.postMessage({ facts: prepared.facts });
  }
  const done = new Set(order.done);
  const pending = prepared!.facts.plan.filter((key) => !done.has(keyOf(key)));
  const methods = new Set(pending.map(({ method }) => method));
  thread.postMessage({ paces: await paces(prepared!, methods) });
  for await (const record of runAll(prepared!, done)) {
    if (stopped) return;
    thread.postMessage({ record });
  }
  thread.postMessage("all runs made");
};

/** Lets go of the GPU first: a driver may crash whose thread ends under it. */
function end(): void {
  prepared?.gpu?.[Symbol.dispose]();
  thread.close();
}
