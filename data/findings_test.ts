import assert from "node:assert/strict";
import { Findings } from "./findings.ts";

Deno.test("Findings: one line for each kind, with the count and the first names", () => {
  const findings = new Findings();
  assert.deepEqual(findings.lines(), []);
  findings.add("linkOut", "a/passwd");
  for (let i = 1; i <= 5; i++) findings.add("notText", `a/${i}\n.png`);
  assert.equal(findings.count("notText"), 5);
  assert.equal(findings.count("empty"), 0);
  assert.deepEqual(findings.lines(), [
    "left out 5 files that are no texts: a/1\\n.png, a/2\\n.png, a/3\\n.png and 2 more; " +
    "save the words in them as plain text",
    "left out 1 link that leads out of the folder: a/passwd; copy the texts into it",
  ]);
});
