import assert from "node:assert/strict";

Deno.test("every text names the version of Deno that .deno-version has", async () => {
  const root = new URL("../", import.meta.url);
  const read = (file: string) => Deno.readTextFile(new URL(file, root));
  const version = (await read(".deno-version")).trim();
  assert.match(version, /^\d+\.\d+\.\d+$/);
  let named = 0;
  for (const file of ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]) {
    for (const [, text] of (await read(file)).matchAll(/deno@(\d+\.\d+\.\d+)/g)) {
      assert.equal(text, version, file);
      named++;
    }
  }
  assert.ok(named > 0, "the README names it");
});
