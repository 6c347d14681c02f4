import assert from "node:assert/strict";
import { join } from "node:path";
import { withEdits } from "./with_edits.ts";

const FILE = "02_multiplicative_updates/method.ts";

Deno.test("an edit is made in a copy, which is gone afterwards", async () => {
  let place = "";
  const text = await withEdits([[FILE, "tol: 1e-4", "tol: $&"]], (lessons) => {
    place = lessons;
    return Deno.readTextFile(join(lessons, FILE));
  });
  assert.ok(text.includes("tol: $&,"));
  await assert.rejects(Deno.stat(place), Deno.errors.NotFound);
  const own = await Deno.readTextFile(
    join(import.meta.dirname!, "..", "..", FILE),
  );
  assert.equal(text.replace("tol: $&", "tol: 1e-4"), own);
});

Deno.test("an edit of what does not stand there once is refused", async () => {
  const edit = (from: string) => withEdits([[FILE, from, ""]], () => Promise.resolve());
  await assert.rejects(edit("no such line"), /not once in .*no such line/);
  await assert.rejects(edit("return"), /not once/);
});
