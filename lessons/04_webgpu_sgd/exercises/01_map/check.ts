import { type Gpu, runKernel } from "@nmf/gpu";
import type { Exercise } from "@nmf/lib/exercise";

export const exercise: Exercise = {
  id: "04.1",
  hints: [
    "Each thread writes one number only. Which place of out is this thread's?",
    "The line begins with out[i] = … and WGSL has no operator for powers.",
    "out[i] = a[i] * a[i];",
  ],
  wrong: [
    { blank: "out[i] = a[i];", says: "copied, not squared" },
    { blank: "out[i] = 2 * a[i];", says: "doubled" },
    { blank: "out[0] = a[i] * a[i];", says: "all write to place 0" },
  ],
  async check(student, look) {
    const a = Float32Array.of(2, 3, 5, 7);
    const run = { inputs: [a], outputs: [4], workgroups: [1, 1] as const };
    const [out] = await runKernel(student.gpu as Gpu, student.url, run);
    look.that(
      "each thread writes to its own place",
      !(Number.isNaN(out[1]) && !Number.isNaN(out[0])),
      "The threads all write to place 0, and the others stay empty. Each thread's own place " +
        "is i.",
      { given: { a }, expected: a.map((x) => x * x), came: out },
    );
    look.equal("out has the squares", out, a.map((x) => x * x), {
      given: { a },
      tolerance: 1e-6,
      slips: [
        { gives: a, says: "The numbers are copied, not squared." },
        {
          gives: a.map((x) => 2 * x),
          says: "The numbers are doubled; a square is a[i] * a[i].",
        },
      ],
    });
  },
};
