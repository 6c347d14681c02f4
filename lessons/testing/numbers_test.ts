import "../../gpu/backends_for_tests.ts";
import { requestGpu } from "@nmf/gpu";
import assert from "node:assert/strict";
import { join } from "node:path";
import { newsForTests } from "../../data/testing.ts";
import { agrees } from "./numbers/agrees.ts";
import { Course } from "./numbers/course.ts";
import { facts01 } from "./numbers/facts/facts_01.ts";
import { facts02 } from "./numbers/facts/facts_02.ts";
import { facts03 } from "./numbers/facts/facts_03.ts";
import { facts04 } from "./numbers/facts/facts_04.ts";
import { facts05 } from "./numbers/facts/facts_05.ts";
import { facts06 } from "./numbers/facts/facts_06.ts";
import { factsRoot } from "./numbers/facts/facts_root.ts";
import { type Facts, lookUp } from "./numbers/look_up.ts";
import { missingLine } from "./numbers/missing_line.ts";
import { readMarks, type Where } from "./numbers/read_marks.ts";

const ROOT = join(import.meta.dirname!, "..", "..");

/** Every text that quotes numbers, and what they are compared with. */
const TEXTS: { file: string; facts: Facts; needsGpu?: true }[] = [
  { file: "README.md", facts: factsRoot },
  { file: "lessons/01_tf_idf/README.md", facts: facts01 },
  { file: "lessons/02_multiplicative_updates/README.md", facts: facts02 },
  { file: "lessons/03_sgd/README.md", facts: facts03 },
  {
    file: "lessons/04_webgpu_sgd/README.md",
    facts: facts04,
    needsGpu: true,
  },
  { file: "lessons/05_autograd_adam/README.md", facts: facts05 },
  {
    file: "lessons/06_comparison/README.md",
    facts: facts06,
    needsGpu: true,
  },
];

/** `deno task test:numbers` compares the numbers of 20 Newsgroups too, which takes minutes. */
const ALL = Deno.env.get("NUMBERS") === "all";
const newsDir = await newsForTests();
const noGpu = await requestGpu().then(
  (gpu) => gpu[Symbol.dispose](),
  (error: Error) => error.message,
);
const courses = {
  mini: new Course("mini"),
  ...newsDir !== undefined && { "20news": new Course("20news", newsDir) },
};

for (const { file, facts, needsGpu } of TEXTS) {
  const { marks, excerpts, faults } = readMarks(Deno.readTextFileSync(join(ROOT, file)));

  Deno.test(`${file}: every number is marked, and every mark has its number`, () =>
    assert.deepEqual(faults, []));

  for (const corpus of ["mini", "20news"] as const satisfies Where[]) {
    const course = courses[corpus];
    const missing = course === undefined
      ? "needs 20 Newsgroups"
      : needsGpu && noGpu !== undefined
      ? noGpu
      : corpus === "20news" && !ALL
      ? "takes long: deno task test:numbers"
      : undefined;
    const name = `${file}: its numbers of ${corpus} are what the program finds`;
    Deno.test({
      name: missing === undefined ? name : `${name} (left out: ${missing})`,
      ignore: missing !== undefined,
      async fn() {
        const wrong: string[] = [];
        for (const { shown, fact, line, ...mark } of marks) {
          if (mark.corpus !== corpus) continue;
          const found = await lookUp(course!, facts, fact)
            .catch((error: Error) => error.message);
          if (!agrees(shown, found)) {
            wrong.push(`line ${line}: “${shown}”, found: ${found}`);
          }
        }
        for (const { text, fact, times, line, ...excerpt } of excerpts) {
          if (excerpt.corpus !== corpus) continue;
          const { output } = await lookUp(course!, facts, fact) as { output: string };
          const missing = missingLine(text, output, times);
          if (missing !== undefined) wrong.push(`line ${line}: not printed: ${missing}`);
        }
        assert.deepEqual(wrong, []);
      },
    });
  }
}
