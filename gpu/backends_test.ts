import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
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

/** The project's own TypeScript files that are loaded with a file, by path. */
async function imported(file: string): Promise<string[]> {
  // What stands in a comment, or is imported as a type alone, is not loaded.
  const text = (await Deno.readTextFile(file))
    .replaceAll(/\/\*[^]*?\*\/|^(import|export) type [^;]*;/gm, "");
  const names = text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+\.ts|@nmf\/[^"]+)"/g);
  return [...names].map(([, name]) => {
    const [, member, entry = ""] = name!.match(/^@nmf\/(\w+)\/?(.*)/) ?? [];
    return member === undefined
      ? join(file, "..", name!)
      : join(ROOT, member, entry, "mod.ts");
  });
}

/** All files that are reached from one. */
async function reached(from: string): Promise<Set<string>> {
  const seen = new Set<string>();
  const waiting = [from];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    waiting.push(...await imported(file));
  }
  return seen;
}

async function* testFiles(dir: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(dir)) {
    const path = join(dir, entry.name);
    if (entry.isDirectory && !/^(\..*|node_modules|out|coverage)$/.test(entry.name)) {
      yield* testFiles(path);
    } else if (entry.name.endsWith("_test.ts")) yield path;
  }
}

Deno.test("every test file that may ask for an adapter sets the backends first", async () => {
  const asks = join(ROOT, "gpu", "request_gpu.ts");
  const sets = join(ROOT, "gpu", "backends_for_tests.ts");
  const wrong: string[] = [];
  let asking = 0;
  for await (const file of testFiles(ROOT)) {
    const files = await reached(file);
    if (!files.has(asks)) continue;
    asking++;
    if (!files.has(sets)) wrong.push(file.slice(ROOT.length));
  }
  assert.ok(asking > 5);
  assert.deepEqual(wrong, [], "import gpu/backends_for_tests.ts");
});
