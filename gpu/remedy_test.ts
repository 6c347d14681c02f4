import assert from "node:assert/strict";
import { remedy } from "./remedy.ts";

Deno.test("each operating system has a remedy of its own, in one line", () => {
  assert.match(remedy("linux"), /mesa-vulkan-drivers/);
  assert.match(remedy("darwin"), /macOS.*Metal/);
  assert.match(remedy("windows"), /Windows.*DirectX 12/);
  assert.match(remedy("freebsd"), /Vulkan/);
  for (const os of ["linux", "darwin", "windows", ""]) {
    assert.ok(!remedy(os).includes("\n"));
  }
});
