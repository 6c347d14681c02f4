import assert from "node:assert/strict";
import { deviceOf, gpuLine, softwareNoteOf } from "./gpu_line.ts";

const GPU = { adapter: "A card (1 driver)", software: false };
const PROGRAM = { adapter: "llvmpipe (LLVM 15.0.6, 256 bits)", software: true };

Deno.test("gpuLine: a program on the processor is not taken for a GPU", () => {
  assert.equal(gpuLine(GPU), "A card (1 driver)");
  assert.equal(
    gpuLine(PROGRAM),
    "llvmpipe (LLVM 15.0.6, 256 bits), a program on the processor and no GPU",
  );
  assert.equal(gpuLine({ reason: "--device cpu" }), "none: --device cpu");
});

Deno.test("softwareNoteOf: only where a run was made on such a program", () => {
  const runs = [GPU, PROGRAM].map((gpu) => ({ device: deviceOf(gpu) }));
  assert.deepEqual(runs.map(({ device }) => device), [
    "GPU: A card (1 driver)",
    "software adapter: llvmpipe (LLVM 15.0.6, 256 bits)",
  ]);
  assert.equal(softwareNoteOf([{ device: "processor" }, runs[0]!]), undefined);
  assert.match(
    softwareNoteOf(runs)!,
    /^“\(software\)”: the adapter, llvmpipe \(LLVM 15\.0\.6, 256 bits\), is a program on /,
  );
});
