import assert from "node:assert/strict";
import { codeChecksum } from "./code_checksum.ts";

Deno.test("the checksum of the code is the same for the same code", async () => {
  const once = await codeChecksum();
  assert.match(once, /^[0-9a-f]{64}$/);
  assert.equal(await codeChecksum(), once);
});
