import assert from "node:assert/strict";
import { gpuTest } from "../../gpu/testing.ts";
import { assertClose } from "../../lib/testing/assert_close.ts";
import { assertTopicsAlike, expectedMini, play } from "../testing/testing.ts";
import { lesson } from "./lesson.ts";

gpuTest("lesson 04 on mini: NumPy's topics and error, on the GPU", async () => {
  const expected = expectedMini.gradient_descent;
  const result = await play(lesson, ["--corpus", "mini", "--device", "gpu"]);
  assertTopicsAlike(result.topics, expected.topics);
  assertClose(result.error, expected.error, 1e-4);
  assert.equal(result.iterations, 1000);
  assert.equal(result.history[0].iteration, 0);
  assert.equal(result.history.at(-1)!.iteration, 1000);
});

Deno.test("lesson 04 on mini without a GPU: fewer steps, the same way", async () => {
  const args = ["--corpus", "mini", "--device", "cpu"];
  const result = await play(lesson, args);
  assert.equal(result.iterations, 200);
  assertTopicsAlike(result.topics, expectedMini.gradient_descent.topics);
  assertClose(result.error, expectedMini.gradient_descent.error, 2e-3);
  const three = await play(lesson, [...args, "--iterations", "3"]);
  assert.equal(three.iterations, 3);
  const bounds = [result, three].map(({ options }) => Object.entries(options))
    .map((options) => options.filter(([name]) => name.startsWith("iterations")));
  assert.deepEqual(bounds, [[["iterations", 200]], [["iterations", 3]]]);
});

Deno.test("lesson 04: bad input is refused in one line", async () => {
  const refuse = (args: string[], message: RegExp) =>
    assert.rejects(async () => {
      await play(lesson, ["--corpus", "mini", ...args]);
    }, (error: Error) => {
      assert.match(error.message, message);
      return true;
    });
  await refuse(["--device", "tpu"], /'tpu' is invalid.*auto, gpu, cpu/);
  await refuse(["--lr", "0.05 *"], /--lr "0.05 \*": /);
  await refuse(["--device", "cpu", "--lr", "50"], /learning rate is too large/);
});

gpuTest(
  "lesson 04 says how many topics the GPU kernels support",
  () =>
    assert.rejects(
      play(lesson, ["--corpus", "mini", "--device", "gpu", "--topics", "25"]),
      {
        name: "InputError",
        message: /25 topics are more than the 24 .*--device cpu/,
      },
    ),
);
