import assert from "node:assert/strict";
import { nowAndThen } from "./now_and_then.ts";

Deno.test("nowAndThen: a line after each pause, with what there is to say then", () => {
  const said: string[] = [];
  let now = 5000;
  const tell = nowAndThen((text) => said.push(text), 30, () => now);
  for (let tick = 0; tick <= 130; tick++) {
    now = 5000 + 500 * tick;
    tell(() => `tick ${tick}`);
  }
  assert.deepEqual(said, ["tick 60", "tick 120"]);
});
