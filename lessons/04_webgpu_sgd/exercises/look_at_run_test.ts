import type { Gpu } from "@nmf/gpu";
import { Look, Student, Wrong } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";
import assert from "node:assert/strict";
import { gpuTest } from "../../../gpu/testing.ts";
import { lookAtRun, type Run } from "./look_at_run.ts";

const HEAD = `const N: u32 = 4;
@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
`;
const TWICE = "if (i < N) { out[i] = 2 * a[i]; }";
const run: Run = {
  what: "out is twice a",
  inputs: { a: [1, 2, 3] },
  expected: { out: [2, 4, 6] },
  workgroups: [1, 1],
  constants: { N: 3 },
};

/** What a student is told who wrote these lines; undefined if nothing is wrong. */
async function told(
  gpu: Gpu,
  lines: string,
  more: Partial<Run> = {},
  head = HEAD,
): Promise<string | undefined> {
  const text = `${head}${lines}\n}`;
  const url = new URL(`data:text/plain,${encodeURIComponent(text)}`);
  const look = new Look();
  const student = new Student({ text, url, gpu });
  try {
    const came = await lookAtRun(student, look, { ...run, ...more });
    assert.deepEqual(look.findings.map(({ ok }) => ok), [true]);
    assert.equal(came.out.length, 3);
  } catch (error) {
    assert.ok(error instanceof Wrong, `${error}`);
    assert.deepEqual(look.findings.map(({ ok }) => ok), [false]);
    return error.message;
  }
  return undefined;
}

gpuTest("a kernel that writes what is expected passes", async (gpu) => {
  assert.equal(await told(gpu, TWICE), undefined);
  const expected = { out: Matrix.from([[2, 4, 6]]) };
  assert.equal(await told(gpu, TWICE, { expected }), undefined);
});

const wrong: [name: string, lines: string, says: RegExp, more?: Partial<Run>][] = [
  [
    "another value",
    "if (i < N) { out[i] = 3 * a[i]; }",
    /^Entry 0 of out is 3, and 2 is expected/,
  ],
  [
    "another value in a matrix",
    "if (i < N) { out[i] = 2 * a[i] + f32(i / 2); }",
    /^The entry of out in row 0, column 2 is 7, and 6 is expected/,
    { expected: { out: Matrix.from([[2, 4, 6]]) } },
  ],
  [
    "a slip that is known by what it gives",
    "if (i < N) { out[i] = a[i]; }",
    /^Once$/,
    { slips: [{ gives: { out: [1, 2, 3] }, says: "Once" }] },
  ],
  [
    "a slip that is known by what it gives behind the end",
    "if (i <= N) { out[i] = 2 * a[i]; }",
    /^One more$/,
    {
      slips: [
        { gives: { out: [2, 4, 6, 20000, 20000] }, says: "Two more" },
        { gives: { out: [2, 4, 6, 20000, NaN] }, says: "One more" },
      ],
    },
  ],
  [
    "a slip that is known by a condition",
    "if (i < N) { out[0] = 2 * a[i]; }",
    /^Place 0 alone$/,
    { slips: [{ when: ({ out }) => Number.isNaN(out[1]), says: "Place 0 alone" }] },
  ],
  [
    "a place behind the end",
    "out[i] = f32(2 * i + 2) + 0 * f32(N);",
    /^Place 3 of out was/,
  ],
  [
    "numbers from behind the end",
    "if (i < N) { out[i] = a[i] + a[i + 1]; }",
    /^Something was read behind the end of a:/,
  ],
  [
    "0 times what stands behind the end, where that is NaN",
    "if (i < N) { out[i] = 2 * a[i] + (a[0] - 1) * a[i + 2]; }",
    /^Something was read behind the end of a:/,
    { behind: NaN },
  ],
  ["nothing", "if (N == 0) { out[0] = a[0]; }", /^out is NaN everywhere/],
  ["not all", "if (i < N - 1) { out[i] = 2 * a[i]; }", /^Entry 2 of out is NaN/],
  [
    "a number in place of a constant",
    "if (i < 4) { out[i] = 2 * a[i]; }",
    /never uses N/,
  ],
  [
    "what does not compile",
    "if (i < N) { out[i] = i * a[i]; }",
    /, line 7, column [^]*A u32 meets an f32/,
  ],
];
for (const [name, lines, says, more] of wrong) {
  gpuTest(`who writes ${name} is told so`, async (gpu) => {
    assert.match(await told(gpu, lines, more) ?? "it passed", says);
  });
}

gpuTest("a kernel whose line for a constant is gone is not run", async (gpu) => {
  for (const line of ["const N = 4u;", "override N: u32 = 4;", "// const N: u32 = 4;"]) {
    const head = HEAD.replace("const N: u32 = 4;", line);
    assert.match(await told(gpu, TWICE, {}, head) ?? "", /“const N: u32 = …;”/, line);
  }
});
