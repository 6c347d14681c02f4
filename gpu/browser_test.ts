import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inTempDir } from "../lib/testing/folders.ts";
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
  fn: () =>
    inTempDir(async (dir) => {
      const bundle = join(dir, "page.js");
      const { code, stderr } = await new Deno.Command("deno", {
        args: ["bundle", "-q", "--platform", "browser", "-o", bundle, ENTRY],
        cwd: join(ENTRY, ".."),
      }).output();
      assert.equal(code, 0, new TextDecoder().decode(stderr));
      const script = await Deno.readTextFile(bundle);
      assert.ok(!/\bDeno\./.test(script), "asks for Deno");
      assert.ok(!/["']node:/.test(script), "imports from Node");
      const page = join(dir, "page.html");
      await Deno.writeTextFile(page, `<script type="module">${script}</script>`);
      await using chromium = await Browser.start(WITH_WEBGPU);
      const [seen] = await chromium.look(`file://${page}`, [
        { width: 500, scheme: "light", expression: "factorsOfEveryWay()" },
      ]);
      // R = 1 · 1 − 2, so W and H ← 1 − 0.5 · (−1), in each of the three ways.
      assert.deepEqual(seen!.value, {
        label: "google swiftshader (software)",
        factors: [1.5, 1.5, 1.5, 1.5, 1.5, 1.5],
      });
    }),
});
