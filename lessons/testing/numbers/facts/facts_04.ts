import { requestGpu } from "@nmf/gpu";
import { learningRate } from "@nmf/lib/lesson";
import { clampMin, countNegatives, frobeniusError } from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import type * as method from "../../../04_webgpu_sgd/method.ts";
import type { Edit } from "../with_edits.ts";
import type { Facts } from "../look_up.ts";

const FOLDER = "04_webgpu_sgd";
const METHOD = `${FOLDER}/method.ts`;
const KERNEL = `${FOLDER}/step.wgsl`;

const PROJECTION: Edit[] = [
  [KERNEL, "    let penalty = min(f[q] - settings.mu, vec4f());\n", ""],
  [
    KERNEL,
    "    let moved = f[q] - settings.rate * (gradient[q] + settings.lam * penalty);",
    "    let moved = max(f[q] - settings.rate * gradient[q], vec4f());",
  ],
];
const PROJECTED_SPECIFICATION: Edit[] = [[
  METHOD,
  `      const penalty = Math.min(A.at(i, r) - mu, 0);
      next.data[i * k + r] -= rate * (gradient[r] + lam * penalty);`,
  "      next.data[i * k + r] = Math.max(A.at(i, r) - rate * gradient[r], 0)",
]];
const EXCHANGED: Edit[] = [[
  KERNEL,
  "select(0u, 4 * QUADS * QUADS, i < DOCUMENTS)",
  "select(4 * QUADS * QUADS, 0u, i < DOCUMENTS)",
]];
const AS_THEY_COME: Edit[] = [[KERNEL, "let i = order[id.x];", "let i = id.x;"]];

export const facts04: Facts = {
  lesson: "04",
  of: (course) => {
    /** Where the descent ends with an edited kernel. */
    const descend = async (edits: readonly Edit[] = [], { onCpu = false } = {}) => {
      const { V } = await course.data();
      const start = initialize(V, 6, "nndsvda", 1);
      const { descendOnCpu, descendOnGpu, SETTINGS } = await course.load<typeof method>(
        METHOD,
        edits,
      );
      const settings = { ...SETTINGS, rate: learningRate(SETTINGS.rate) };
      let factors;
      if (onCpu) factors = descendOnCpu(V, start, settings);
      else {
        using gpu = await requestGpu();
        factors = await descendOnGpu(gpu, V, start, settings);
      }
      const { W, H } = factors;
      return {
        error: frobeniusError(V, W, H),
        honest: frobeniusError(V, clampMin(W, 0), clampMin(H, 0)),
        negatives: { W: countNegatives(W), H: countNegatives(H) },
        none: countNegatives(W) + countNegatives(H) === 0,
      };
    };
    /** What the compiler says to an edit. */
    const refused = (from: string, to: string) => async () => {
      const output = await descend([[KERNEL, from, to]]).then(
        () => "it compiles",
        // As `runLesson` prints it.
        ({ message }: Error) => `error: ${message}`,
      );
      return { output };
    };
    /** Operations of a step that does not form R. */
    const operations = async (k: number) => {
      const { V } = await course.data();
      return 4 * V.nonzeros * k + 4 * (V.rows + V.cols) * k ** 2;
    };
    return {
      lesson: () => course.run(FOLDER),
      size: async () => {
        const { V, counts } = await course.data();
        const [e, z, s, k] = [V.rows * V.cols, V.nonzeros, V.rows + V.cols, 6];
        const lengths = Array.from(
          { length: V.rows },
          (_, d) => counts.row(d).data.length,
        );
        const columns = V.transpose();
        const documents = Array.from(
          { length: V.cols },
          (_, t) => columns.row(t).data.length,
        );
        const all = [...lengths, ...documents];
        // In a bundle everybody waits for the one with the longest row.
        const waiting = (rows: readonly number[], bundle: number) => {
          let taken = 0;
          for (let i = 0; i < rows.length; i += bundle) {
            taken += bundle * Math.max(...rows.slice(i, i + bundle));
          }
          return taken / rows.reduce((sum, length) => sum + length, 0);
        };
        return {
          entries: e,
          megabytes: 4 * e / 1e6,
          gigabytesMoved: 4 * (2 * s * k + 6 * e) / 1e9,
          megabytesTwice: 8 * e / 1e6,
          rows: s,
          longest: Math.max(...lengths),
          half: lengths.toSorted((a, b) => a - b)[Math.ceil(V.rows / 2) - 1],
          mostInOne: documents.filter((many) => many === 1).length > V.cols / 2,
          asTheyCome: waiting(all, 32),
          likeLength: waiting(all.toSorted((a, b) => b - a), 32),
          asTheyComeIn8: waiting(all, 8),
          fewer: 6 * e * k / await operations(k),
          megabytesMoved: 4 * (2 * s * k + 4 * z + 2 * z * k) / 1e6,
        };
      },
      kernel: () => descend(),
      onCpu: () => descend([], { onCpu: true }),
      projection: () => descend(PROJECTION),
      projectedSpecification: () => descend(PROJECTED_SPECIFICATION, { onCpu: true }),
      exchanged: () => descend(EXCHANGED),
      stepsOnCpu: async () =>
        (await course.load<typeof method>(METHOD)).SETTINGS.iterationsOnCpu,
      one: () => descend([[KERNEL, "@workgroup_size(64)", "@workgroup_size(1)"]]),
      // The same numbers, in whatever order the rows are taken.
      sameWithLargeGroups: async () =>
        (await descend([[KERNEL, "@workgroup_size(64)", "@workgroup_size(256)"]]))
          .error ===
          (await descend()).error,
      sameAsTheyCome: async () =>
        (await descend(AS_THEY_COME)).error === (await descend()).error,
      nu: refused("settings.mu", "settings.nu"),
      semicolon: refused("let value = data[p];", "let value = data[p]"),
      signed: refused("for (var r = 0u; r < K; r++)", "for (var r = 0; r < K; r++)"),
      growth: async () => ({
        twelve: await operations(12) / await operations(6),
        twentyFour: await operations(24) / await operations(6),
      }),
      tooMany: async () => ({
        output: await course.run(FOLDER, ["--topics", "25", "--device", "gpu"]).then(
          () => "it runs",
          ({ message }: Error) => message,
        ),
      }),
    };
  },
};
