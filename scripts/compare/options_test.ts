import assert from "node:assert/strict";
import { compareOptions } from "./options.ts";

Deno.test("options: the defaults are those of the documentation", () => {
  assert.deepEqual(compareOptions([]), {
    ranks: [6],
    seeds: 5,
    iterations: 1000,
    device: "auto",
    words: 8,
    peers: false,
    out: "out/compare",
    resume: false,
    json: false,
    quiet: false,
  });
});

Deno.test("options: one number of topics, or several in order, each once", () => {
  assert.deepEqual(compareOptions(["--topics", "4"]).ranks, [4]);
  assert.deepEqual(compareOptions(["--ranks", "8, 4,6,4"]).ranks, [4, 6, 8]);
});

for (
  const [args, message] of [
    [["--ranks", "4,six"], /whole numbers from 1 with commas/],
    [["--ranks", ","], /names with commas/],
    [["--ranks", "0"], /whole numbers from 1/],
    [["--ranks", "4", "--topics", "5"], /cannot be used with/],
    [["--topics", "0"], /whole number from 1/],
    [["--seeds", "-1"], /whole number from 0/],
    [["--device", "tpu"], /Allowed choices are auto, gpu, cpu/],
    [["--speed"], /unknown option/],
    [["mini"], /too many arguments/],
    [["--out", " "], /name of a folder/],
  ] as const
) {
  Deno.test(`options: ${args.join(" ")} is refused`, () => {
    assert.throws(() => compareOptions(args), { name: "CommanderError", message });
  });
}
