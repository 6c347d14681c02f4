import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { type Imports, importsOf } from "../scripts/find_circle.ts";
import { TEST_BACKENDS } from "./backends_for_tests.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const tasks = Object.entries(config.tasks).map(([name, { command }]) => [name, command]);

Deno.test("every task that runs tests says which backends, and leaves OpenGL aside", () => {
  const testing = tasks.filter(([, command]) => command!.includes("deno test"));
  assert.ok(testing.length > 0);
  for (const [name, command] of testing) {
    const backends = name === "test:gl" ? "gl" : TEST_BACKENDS;
    const runs = command!.split("&&").filter((part) => part.includes("deno test"));
    for (const run of runs) {
      assert.match(
        run,
        new RegExp(`^ *DENO_WEBGPU_BACKEND=${backends} deno test `),
        name,
      );
    }
  }
});

Deno.test("by hand, the backends are set unless they are set already", async () => {
  const module = new URL("./backends_for_tests.ts", import.meta.url).href;
  const code = `import ${JSON.stringify(module)};
    console.log(Deno.env.get("DENO_WEBGPU_BACKEND"));`;
  const printed = async (env: Record<string, string>) => {
    const kept = Object.fromEntries(
      Object.entries(Deno.env.toObject()).filter(([name]) =>
        name !== "DENO_WEBGPU_BACKEND"
      ),
    );
    const { stdout } = await new Deno.Command("deno", {
      args: ["eval", "-q", code],
      clearEnv: true,
      env: { ...kept, ...env },
    }).output();
    return new TextDecoder().decode(stdout).trim();
  };
  assert.equal(await printed({}), TEST_BACKENDS);
  assert.equal(await printed({ DENO_WEBGPU_BACKEND: "gl" }), "gl");
});

/** All files that are loaded with one. */
function reached(from: string, imports: Imports): Set<string> {
  const seen = new Set([from]);
  // A set that grows while one walks it is walked to its end.
  for (const file of seen) imports.get(file)?.forEach((imported) => seen.add(imported));
  return seen;
}

Deno.test("every test file that may ask for an adapter sets the backends first", async () => {
  const asks = new URL("./request_gpu.ts", import.meta.url).href;
  const sets = new URL("./backends_for_tests.ts", import.meta.url).href;
  const imports = await importsOf(ROOT, "loaded");
  const asking = [...imports.keys()]
    .filter((file) => file.endsWith("_test.ts") && reached(file, imports).has(asks));
  assert.ok(asking.length > 5);
  const wrong = asking.filter((file) => !reached(file, imports).has(sets));
  assert.deepEqual(wrong, [], "import gpu/backends_for_tests.ts");
});
