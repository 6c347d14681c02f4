import assert from "node:assert/strict";
import { join } from "node:path";

const LESSONS = join(import.meta.dirname!, "..");

/** The lessons with a method of their own, and the lines in which the rule is changed. */
const RULES: Record<string, string[]> = {
  "01_tf_idf": ["return Math.log((1 + n) / (1 + df)) + 1;", "return count * factor;"],
  "02_multiplicative_updates": ["W = mul(W, ratioW);", "H = mul(H, ratioH);"],
  "03_sgd": ["W = sub(W, mul(dW, rate(i)));", "H = sub(H, mul(dH, rate(i)));"],
  "04_webgpu_sgd": [
    "gradient[r] -= value * B.at(j, r);",
    "gradient[r] += A.at(i, s) * G.at(s, r);",
    "next.data[i * k + r] -= rate * (gradient[r] + lam * penalty);",
  ],
  "05_autograd_adam": [
    "loss().backward();",
    "optimizer.step();",
    "frobeniusLoss(V, W, H)",
  ],
};
/** A screen of an editor. */
const SCREEN = 45;
const ALLOWED = ["@nmf/lib/matrix", "@nmf/lib/autograd", "@nmf/gpu", "./step.wgsl"];

for (const [folder, rules] of Object.entries(RULES)) {
  Deno.test(`${folder}/method.ts: settings, then the algorithm, and nothing else`, () => {
    const text = Deno.readTextFileSync(join(LESSONS, folder, "method.ts"));
    const lines = text.trimEnd().split("\n");
    assert.ok(lines.length <= 120, `${lines.length} lines`);
    const place = (part: string) => lines.findIndex((line) => line.includes(part)) + 1;
    const settings = place("export const SETTINGS = {");
    assert.ok(settings > 0);
    for (const rule of rules) {
      assert.ok(
        place(rule) > settings && place(rule) <= SCREEN,
        `${place(rule)}: ${rule}`,
      );
    }
    for (const [, from] of text.matchAll(/\bfrom "([^"]+)"|\bimport\(/g)) {
      assert.ok(ALLOWED.includes(from), `imports ${from}`);
    }
    const code = text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");
    for (
      const word of [
        "Deno",
        "console",
        "performance",
        "Date",
        "process",
        "screen",
        "fetch",
      ]
    ) {
      assert.ok(!new RegExp(`\\b${word}\\b`).test(code), word);
    }
    assert.ok(!/[\w\])]!(?![=\w])/.test(code), "an exclamation mark that nothing needs");
  });
}

Deno.test("every lesson from 01 to 05 has a method.ts", () => {
  const folders = [...Deno.readDirSync(LESSONS)].map(({ name }) => name)
    .filter((name) => /^0[1-5]/.test(name)).sort();
  assert.deepEqual(folders, Object.keys(RULES));
});

Deno.test("a student sees the numbered lessons first, and how to read them", () => {
  const names = [...Deno.readDirSync(LESSONS)].map(({ name }) => name)
    .filter((name) => !/^\d\d_\w+$/.test(name)).sort();
  assert.deepEqual(names, ["READING_THE_CODE.md", "deno.json", "testing"]);
});
