import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

/** What a program says on standard error that works for four seconds and ends. */
async function said(work: string): Promise<string> {
  const heartbeat = new URL("./heartbeat.ts", import.meta.url).href;
  const code = `import { Heartbeat } from ${JSON.stringify(heartbeat)};
    using heart = new Heartbeat(1.5);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const end = performance.now() + 4000;
    ${work}`;
  const { stderr } = await new Deno.Command("deno", {
    args: ["eval", "-q", code],
    cwd: fileURLToPath(new URL(".", import.meta.url)),
  }).output();
  return new TextDecoder().decode(stderr);
}

Deno.test("a thread that is stuck is noticed by the other, once", async () => {
  const text = await said("while (performance.now() < end);");
  assert.equal(text.match(/no step has ended for 1\.5 seconds/g)?.length, 1, text);
});

Deno.test("a thread that beats is left alone", async () => {
  assert.equal(await said("while (performance.now() < end) heart.beat();"), "");
});
