import assert from "node:assert/strict";
import { readMarks } from "./read_marks.ts";

/** A fence inside a text. */
const fence = (...lines: string[]) => ["```text", ...lines, "```"].join("\n");

Deno.test("marks are read, in any order and over several comments", () => {
  const { marks, excerpts, faults } = readMarks(
    `The error falls from 43.8881 to 43.6468 in 0.3 s, at the rate 0.05, on 26 576 terms.

<!-- numbers
20news: 43.8881 = lesson.history.0.error; 43.6468 =
  /error from \\S+ to (\\S+)/
given: 0.05; measured: 0.3
-->

<!-- numbers
mini: 26 576 = size.terms
-->

<!-- output: 20news = lesson; times: seconds, of the copy's -->

${fence("a  seconds", "1  0.25")}
`,
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(marks.map(({ corpus, shown, fact }) => [corpus, shown, fact]), [
    ["20news", "43.8881", "lesson.history.0.error"],
    ["20news", "43.6468", "/error from \\S+ to (\\S+)/"],
    ["mini", "26 576", "size.terms"],
  ]);
  assert.deepEqual(excerpts, [{
    corpus: "20news",
    fact: "lesson",
    times: ["seconds", "of the copy's"],
    text: "a  seconds\n1  0.25",
    line: 15,
  }]);
});

/** What is wrong with a text, without the lines. */
const faultsOf = (markdown: string) =>
  readMarks(markdown).faults.map((fault) => fault.replace(/^line \d+: /, ""));

Deno.test("a number that nobody vouches for is named, wherever it stands", () => {
  assert.deepEqual(faultsOf("It ends at 43.6456."), ["nothing vouches for 43.6456"]);
  assert.deepEqual(faultsOf("- It has 2034 rows\n- and 26 576\n  columns."), [
    "nothing vouches for 2034",
    "nothing vouches for 26 576",
  ]);
  assert.deepEqual(faultsOf("| a | 0.25 |"), ["nothing vouches for 0.25"]);
  assert.deepEqual(faultsOf("So $x = 1.288$."), ["nothing vouches for 1.288"]);
  assert.deepEqual(faultsOf("```math\n\\text{floor} = 43.6285\n```"), [
    "nothing vouches for 43.6285",
  ]);
  assert.deepEqual(faultsOf(fence("error 16.5679")), ["nothing vouches for 16.5679"]);
  // A mark of one number is none of a longer one, nor of the next paragraph's.
  assert.deepEqual(faultsOf("0.25 and 0.251\n\n<!-- numbers\ngiven: 0.25\n-->\n\n0.25"), [
    "nothing vouches for 0.251",
    "nothing vouches for 0.25",
  ]);
});

Deno.test("code, addresses and sources need no marks", () => {
  assert.deepEqual(
    faultsOf(
      "Type `--lr 0.07`, see [this](https://x.org/10.1000/182) and <https://x.org/2034>.\n\n" +
        "```sh\ndeno task lesson:03 --lr 0.07\n```\n\n20 Newsgroups, 6 topics.\n\n" +
        "## Sources\n\n- A paper of 1999, pages 788 to 791.\n",
    ),
    [],
  );
});

Deno.test("a mark of what does not stand there, or is equal to nothing, is named", () => {
  assert.deepEqual(faultsOf("It ends.\n\n<!-- numbers\nmini: 16.5 = lesson.error\n-->"), [
    "“16.5” does not stand in what is before it",
  ]);
  assert.deepEqual(faultsOf("It ends at 16.5.\n\n<!-- numbers\nmini: 16.5\n-->"), [
    "“16.5” is equal to nothing",
  ]);
  assert.deepEqual(faultsOf("<!-- output: mini = lesson -->\n\nNo fence."), [
    "no output stands after this",
  ]);
  assert.deepEqual(faultsOf("It ends.\n\n<!-- number\ngiven: 1\n-->"), [
    "neither <!-- output: … --> nor <!-- numbers … -->",
  ]);
});
