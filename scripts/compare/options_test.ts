import assert from "node:assert/strict";
import { compareOptions } from "./options.ts";

Deno.test("options: the defaults are those of the documentation", () => {
  assert.deepEqual(compareOptions([]), {
    ranks: [6],
    ranksFrom: "--topics",
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
  const { ranks, ranksFrom } = compareOptions(["--ranks", "8, 4,6,4"]);
  assert.deepEqual([ranks, ranksFrom], [[4, 6, 8], "--ranks"]);
});

for (
  const [args, message] of [
    [["--ranks", "4,six"], /whole numbers from 1 with commas/],
    [["--ranks", ","], /whole numbers from 1 with commas/],
    [["--ranks", "4,,6"], /whole numbers from 1 with commas/],
    [["--ranks", "4,6,"], /whole numbers from 1 with commas/],
    [["--ranks", "4,1e1"], /whole numbers from 1 with commas/],
    [["--ranks", "4,-6"], /whole numbers from 1 with commas/],
    [["--ranks", "0"], /whole number from 1/],
    [["--ranks", "4,99999999999999999999"], /from 1 to 9007199254740991/],
    [["--methods", "sgd,,adam"], /names with commas between, none of them empty/],
    [["--categories", "a,"], /names with commas between, none of them empty/],
    [["--seeds", "1001"], /whole number from 0 to 1000/],
    [["--seeds", "4294967295"], /whole number from 0 to 1000/],
    [["--seeds", "4294967296"], /whole number from 0 to 1000/],
    [["--seeds", "18446744073709551616"], /whole number from 0 to 1000/],
    [["--seeds", "1.5"], /whole number from 0 to 1000/],
    [["--seeds", "0x10"], /whole number from 0 to 1000/],
    [["--seeds", ""], /whole number from 0 to 1000/],
    [["--topics", "9007199254740992"], /whole number from 1 to 9007199254740991/],
    [["--words", "Infinity"], /whole number from 1 to 9007199254740991/],
    [["--iterations", "1e400"], /whole number from 1 to 9007199254740991/],
    [["--iterations", "0"], /whole number from 1 to 9007199254740991/],
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

Deno.test("options: the limits themselves are taken", () => {
  const args = ["--seeds", "1000", "--iterations", "9007199254740991", "--topics", "01"];
  const { seeds, iterations, ranks } = compareOptions(args);
  assert.deepEqual([seeds, iterations, ranks], [1000, Number.MAX_SAFE_INTEGER, [1]]);
});
