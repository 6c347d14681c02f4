import assert from "node:assert/strict";
import { missingLine } from "./missing_line.ts";

const OUTPUT = `3. The solver
30 iterations took 0.18 s and the error from 43.8881 to 43.6468.
method              seconds    near  error
──────              ───────    ────  ─────
the floor                            43.6285
coordinate descent     0.13   0.4 %  43.6456

Higher than it began: none.`;

Deno.test("lines may be left out, times may differ, nothing else", () => {
  const missing = (excerpt: string) => missingLine(excerpt, OUTPUT, ["seconds", "near"]);
  assert.equal(
    missing("30 iterations took 9 s and the error from 43.8881 to 43.6468."),
    undefined,
  );
  assert.equal(
    missing(`method              seconds  near  error
the floor                          43.6285
coordinate descent    11.05   8 %  43.6456

Higher than it began: none.`),
    undefined,
  );
  const wrong = "coordinate descent    11.05   8 %  43.6457";
  assert.equal(missing(`method              seconds  near  error\n${wrong}`), wrong);
  const early = "31 iterations took 0.18 s and the error from 43.8881 to 43.6468.";
  assert.equal(missing(early), early);
  assert.equal(missing("30 iterations took 0.18 s and the error"), undefined);
  assert.equal(
    missing("30 iterations took 0.18 s and the err"),
    "30 iterations took 0.18 s and the err",
  );
  assert.equal(missing("Higher than it began: none.\n3. The solver"), "3. The solver");
});
