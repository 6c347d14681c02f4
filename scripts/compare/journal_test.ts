import assert from "node:assert/strict";
import { join } from "node:path";
import {
  addToJournal,
  beginJournal,
  checkSame,
  endJournal,
  JOURNAL,
  readJournal,
} from "./journal.ts";
import { compareOptions } from "./options.ts";
import type { Facts } from "./results.ts";
import { inTempDir } from "../../lib/testing/folders.ts";
import { resultWith } from "./testing.ts";

const SETTINGS = compareOptions([]);
const FACTS: Facts = {
  corpus: {
    name: "two",
    documents: 2,
    terms: 3,
    nonzeros: 4,
    categoryNames: ["a"],
    categories: ["a", "a"],
    checksum: "abc",
    notes: [],
  },
  bounds: [{ rank: 6, floor: 1, zero: 3 }],
  gpu: { reason: "none here" },
  peers: {},
  notes: [],
  code: "def",
  plan: [{ rank: 6, start: "nndsvda", method: "a" }],
};

Deno.test("journal: gives back what was written, NaN too", () =>
  inTempDir((dir) => {
    const record = resultWith({
      method: "a",
      clamped: NaN,
      history: [{ iteration: 0, seconds: 0, error: NaN, clamped: NaN }],
    });
    beginJournal(dir, SETTINGS, FACTS);
    addToJournal(dir, record);
    assert.deepEqual(readJournal(dir).records, [record]);
    endJournal(dir);
    assert.throws(() => readJournal(dir), {
      name: "InputError",
      message: /^--resume: nothing was interrupted in .*; leave --resume out/,
    });
    return Promise.resolve();
  }));

Deno.test("journal: a line that was cut off does not count", () =>
  inTempDir(async (dir) => {
    beginJournal(dir, SETTINGS, FACTS, [resultWith({ method: "a" })]);
    await Deno.writeTextFile(join(dir, JOURNAL), '{"rank":6,"sta', { append: true });
    assert.equal(readJournal(dir).records.length, 1);
  }));

Deno.test("journal: of several lines for one run the first counts, and what is no run does not", () =>
  inTempDir(async (dir) => {
    const [a, b, again] = [
      resultWith({ method: "a", clamped: 2 }),
      resultWith({ method: "b", clamped: 3 }),
      resultWith({ method: "a", clamped: 4 }),
    ];
    beginJournal(dir, SETTINGS, FACTS, [a]);
    const broken = [
      JSON.stringify(b).slice(0, 100),
      "",
      "null",
      "7",
      "{}",
      JSON.stringify({ ...b, history: [1] }),
      JSON.stringify({ ...b, method: "b" }),
      JSON.stringify({ ...b, topics: ["moon"] }),
    ];
    const lines = [...broken, JSON.stringify(again), JSON.stringify(b)];
    await Deno.writeTextFile(join(dir, JOURNAL), `${lines.join("\n")}\n`, {
      append: true,
    });
    const { records, unreadable } = readJournal(dir);
    assert.deepEqual(records, [a, b]);
    assert.equal(unreadable, broken.length);
  }));

Deno.test("journal: one that is no journal is refused", () =>
  inTempDir(async (dir) => {
    for (const text of ["", "hello\n", "{}\n", '{"settings":{}}\n', "null\n", "[]\n"]) {
      await Deno.writeTextFile(join(dir, JOURNAL), text);
      assert.throws(() => readJournal(dir), {
        name: "InputError",
        message: /runs.jsonl cannot be read/,
      });
    }
  }));

Deno.test("journal: nothing is added where somebody has removed it", () =>
  inTempDir(async (dir) => {
    beginJournal(dir, SETTINGS, FACTS);
    await Deno.remove(join(dir, JOURNAL));
    assert.throws(() => addToJournal(dir, resultWith({ method: "a" })), {
      name: "NotFound",
    });
  }));

Deno.test("journal: only the same comparison goes on", () =>
  inTempDir((dir) => {
    beginJournal(dir, SETTINGS, FACTS);
    const { header } = readJournal(dir);
    checkSame(header, SETTINGS, FACTS);
    const refused = (message: RegExp) => ({ name: "InputError", message });
    assert.throws(
      () => checkSame(header, compareOptions(["--seeds", "3"]), FACTS),
      refused(/had --seeds 5, not 3; give the same options/),
    );
    assert.throws(
      () => checkSame(header, compareOptions(["--ranks", "4,6"]), FACTS),
      refused(/had --ranks 6, not 4,6/),
    );
    const others = { ...FACTS, corpus: { ...FACTS.corpus, checksum: "def" } };
    assert.throws(
      () => checkSame(header, SETTINGS, others),
      refused(/had other documents/),
    );
    assert.throws(
      () => checkSame(header, SETTINGS, { ...FACTS, code: "ghi" }),
      refused(/the code was edited since the interruption/),
    );
    assert.throws(
      () => checkSame(header, SETTINGS, { ...FACTS, plan: [] }),
      refused(/had other methods/),
    );
    return Promise.resolve();
  }));
