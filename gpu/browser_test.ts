import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runInPage } from "../lib/testing/run_in_page.ts";
import { Browser } from "../scripts/compare/browser_for_tests.ts";

const ENTRY = fileURLToPath(new URL("./page_for_tests.ts", import.meta.url));
/** WebGPU by a program that travels with Chromium. */
const WITH_WEBGPU = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
  "--use-vulkan=swiftshader",
];

Deno.test({
  name: "gpu runs in a browser as it is: one bundle, no file beside it",
  ignore: !await Browser.isInstalled(),
  async fn() {
    // R = 1 · 1 − 2, so W and H ← 1 − 0.5 · (−1), in each of the three ways.
    assert.deepEqual(await runInPage(ENTRY, "factorsOfEveryWay()", WITH_WEBGPU), {
      label: "google swiftshader (software)",
      factors: [1.5, 1.5, 1.5, 1.5, 1.5, 1.5],
    });
  },
});
