import "../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { Browser } from "../scripts/compare/browser_for_tests.ts";
import { everything } from "./page_for_tests.ts";
import { assertClose } from "./testing/assert_close.ts";
import { runInPage } from "./testing/run_in_page.ts";

Deno.test({
  name: "lib and every method.ts run in a browser as they are, with the same numbers",
  ignore: !await Browser.isInstalled(),
  async fn() {
    const entry = fileURLToPath(new URL("./page_for_tests.ts", import.meta.url));
    type Results = Awaited<ReturnType<typeof everything>>;
    const there = await runInPage(entry, "everything()") as Results;
    const here = await everything();
    assert.deepEqual(there.words, JSON.parse(JSON.stringify(here.words)));
    assert.deepEqual(Object.keys(there.numbers), Object.keys(here.numbers));
    for (const [name, numbers] of Object.entries(here.numbers)) {
      assert.equal(there.numbers[name].length, numbers.length, name);
      // Logarithms and powers differ between engines in their last bit.
      numbers.forEach((x, p) => assertClose(there.numbers[name][p], x, 1e-12));
    }
  },
});
