import { type Gpu, runKernel } from "@nmf/gpu";
import { InputError } from "@nmf/lib/error";
import type { Look, Student, Value, Wrong } from "@nmf/lib/exercise";
import { Matrix } from "@nmf/lib/matrix";
import { hasEndlessLoop } from "./has_endless_loop.ts";
import { inWords } from "./in_words.ts";

/**
 * Numbers as a check writes them down: a matrix row by row, whole numbers (u32), other
 * numbers (f32), or a struct of those, field by field.
 */
export type Numbers =
  | Matrix
  | Uint32Array
  | readonly number[]
  | Readonly<Record<string, number>>;

/** What a typical slip leaves in the outputs, and what to tell who made it. */
export type Slip =
  & { says: string }
  & (
    // May be longer than the output: what stands behind its end is compared too.
    | { gives: Readonly<Record<string, Matrix | readonly number[]>> }
    // The outputs by name, each with the numbers behind its end; NaN was not written.
    | { when: (memory: Readonly<Record<string, Float32Array>>) => boolean }
  );

/** What a student's kernel is run on, and what it should write. */
export interface Run {
  /** What should hold, as a sentence. */
  what: string;
  /** By the names in the kernel, in the order of their bindings. */
  inputs: Readonly<Record<string, Numbers>>;
  /** The right values, by the names in the kernel; these bindings follow. */
  expected: Readonly<Record<string, Matrix | readonly number[]>>;
  /** How many workgroups, across and down. */
  workgroups: readonly [x: number, y: number];
  /** Values for the kernel's lines `const NAME: u32 = …;`. */
  constants?: Readonly<Record<string, number>>;
  slips?: readonly Slip[];
  /** By how much numbers may differ, as a share of the largest expected one; 1e-5. */
  tolerance?: number;
  /** What stands behind the end of every input; `BEHIND` when left out. */
  behind?: number;
}

/** What stands behind the end of every input: large, so that it shows in a result. */
export const BEHIND = 10_000;

const MARGIN = 64;
/** What rounding to float32 may do to a few dozen operations. */
const TOLERANCE = 1e-5;

/**
 * Runs a student's kernel and looks at what it wrote. Every array is longer than the kernel
 * is told, so that one sees reading and writing beyond the end, which a driver hides.
 *
 * @param student whose kernel
 * @param look what is found goes in there
 * @param run the input and what is expected
 * @returns what the kernel wrote, without what stands behind the end
 * @throws {Wrong} if it is not what is expected
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { requestGpu } from "@nmf/gpu";
 * import { Look, Student } from "@nmf/lib/exercise";
 * import { lookAtRun } from "./look_at_run.ts";
 *
 * using gpu = await requestGpu().catch(() => undefined);
 * if (gpu !== undefined) {
 *   const text = `
 *     @group(0) @binding(0) var<storage, read> a: array<f32>;
 *     @group(0) @binding(1) var<storage, read_write> out: array<f32>;
 *     @compute @workgroup_size(4)
 *     fn main(@builtin(global_invocation_id) id: vec3u) { out[id.x] = 2 * a[id.x]; }`;
 *   const url = new URL(`data:text/plain,${encodeURIComponent(text)}`);
 *   const look = new Look();
 *   await lookAtRun(new Student({ text, url, gpu }), look, {
 *     what: "out is twice a",
 *     inputs: { a: [1, 2, 3, 4] },
 *     expected: { out: [2, 4, 6, 8] },
 *     workgroups: [1, 1],
 *   });
 *   assert.deepEqual(look.findings, [{ what: "out is twice a", ok: true }]);
 * }
 * ```
 */
export async function lookAtRun(
  student: Student,
  look: Look,
  run: Run,
): Promise<Record<string, Float32Array>> {
  const { what, expected, constants = {}, behind = BEHIND, tolerance = TOLERANCE } = run;
  lookAtConstants(student, look, constants);
  // A driver for software cuts such a loop off; a GPU would be lost in it.
  if (hasEndlessLoop(student.text)) {
    look.that(
      "every loop has an end",
      false,
      "There is a loop whose condition stays true, and nothing in it that leaves it.",
    );
  }
  const memory = await written(student, run, behind).catch((error) => {
    const says = error instanceof InputError ? inWords(error.message) : undefined;
    if (says !== undefined) look.that("the kernel compiles", false, says);
    throw error;
  });
  const names = Object.keys(expected);
  const margin = Array(MARGIN).fill(NaN);
  const off = names.find((name) =>
    !holds(memory[name], [...numbersOf(expected[name]), ...margin], tolerance)
  );
  const fault = off && await faultOf(student, run, memory, off);
  if (fault) look.that(what, false, fault.says, fault.seen);
  look.that(what, true, "");
  return Object.fromEntries(
    names.map((name) => [name, memory[name].slice(0, numbersOf(expected[name]).length)]),
  );
}

/** What is wrong with an output, and the numbers that show it. */
async function faultOf(
  student: Student,
  run: Run,
  memory: Readonly<Record<string, Float32Array>>,
  off: string,
): Promise<{ says: string; seen: Wrong["seen"] }> {
  const { inputs, expected, constants = {}, slips = [], tolerance = TOLERANCE } = run;
  const slip = slips.find((slip) =>
    "when" in slip
      ? slip.when(memory)
      : Object.entries(slip.gives).every(([name, values]) => {
        const scale = scaleOf(numbersOf(expected[name]));
        return holds(memory[name], numbersOf(values), tolerance, scale);
      })
  );
  // Of several outputs the one that the slip is about.
  const name = slip !== undefined && "gives" in slip ? Object.keys(slip.gives)[0] : off;
  const [wanted, came] = [expected[name], memory[name]];
  const says = slip?.says ?? unused(student, constants) ??
    beyondTheEnd(name, wanted, came) ??
    await readBeyond(student, run, memory) ?? differs(name, wanted, came, tolerance);
  const given = { ...constants, ...shown(inputs) };
  return { says, seen: { given, ...beside(wanted, came) } };
}

/** A value is put into a line of the file; without the line it would be put nowhere. */
function lookAtConstants(
  { text }: Student,
  look: Look,
  constants: Readonly<Record<string, number>>,
): void {
  for (const name of Object.keys(constants)) {
    if (new RegExp(`^const ${name}: u32 = \\d+;`, "m").test(text)) continue;
    look.that(
      `the file has its line for ${name}`,
      false,
      `The check tries several sizes: it puts them into the line “const ${name}: u32 = …;”, ` +
        `which is not in your file any more. Write it as it was, at the beginning of a line ` +
        `and with a number.`,
    );
  }
}

/** A constant that stands nowhere but in its line, most likely because a number does. */
function unused(
  { text }: Student,
  constants: Readonly<Record<string, number>>,
): string | undefined {
  const code = text.replaceAll(/\/\/.*$/gm, "");
  const name = Object.keys(constants).find((name) =>
    code.match(new RegExp(`\\b${name}\\b`, "g"))?.length === 1
  );
  return name &&
    `The kernel never uses ${name}. The check tries several sizes and puts them ` +
      `into the line of ${name}; here it is ${
        constants[name]
      }. Does a number stand where ` +
      `${name} is meant?`;
}

/** The outputs after a run, each with what stands behind its end. */
async function written(
  student: Student,
  { inputs, expected, workgroups, constants = {} }: Run,
  behind: number,
): Promise<Record<string, Float32Array>> {
  const outputs = await runKernel(student.gpu as Gpu, student.url, {
    inputs: Object.values(inputs).map((numbers) => {
      const values = numbersOf(numbers);
      const margin = Array(MARGIN).fill(behind);
      return numbers instanceof Uint32Array
        ? Uint32Array.from([...values, ...margin])
        : Float32Array.from([...values, ...margin]);
    }),
    outputs: Object.values(expected).map((wanted) => numbersOf(wanted).length + MARGIN),
    workgroups,
    constants: { ...constants },
  });
  return Object.fromEntries(Object.keys(expected).map((name, o) => [name, outputs[o]]));
}

function numbersOf(numbers: Numbers): number[] {
  if (numbers instanceof Matrix) return [...numbers.data];
  if (numbers instanceof Uint32Array || Array.isArray(numbers)) return [...numbers];
  return Object.values(numbers as Readonly<Record<string, number>>);
}

/** Inputs as they are shown to a student. */
function shown(inputs: Readonly<Record<string, Numbers>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, numbers]) => {
      if (numbers instanceof Matrix) return [name, numbers];
      if (numbers instanceof Uint32Array || Array.isArray(numbers)) {
        return [name, [...numbers]];
      }
      const fields = Object.entries(numbers as Readonly<Record<string, number>>);
      return [name, fields.map(([field, x]) => `${field} ${x}`).join(", ")];
    }),
  );
}

/**
 * What is expected and what came, in the same form; of a list also what was written behind its end.
 */
function beside(
  wanted: Matrix | readonly number[],
  memory: Float32Array,
): { expected: Matrix | number[]; came: Matrix | number[] } {
  const digits = [...memory].map(short);
  if (wanted instanceof Matrix) {
    const { rows, cols } = wanted;
    const came = Float64Array.from(digits.slice(0, rows * cols));
    return { expected: wanted, came: new Matrix(rows, cols, came) };
  }
  const written = digits.findLastIndex((x) => !Number.isNaN(x));
  const length = Math.max(wanted.length, written + 1);
  const expected = Array.from({ length }, (_, p) => wanted[p] ?? NaN);
  return { expected, came: digits.slice(0, length) };
}

/** A number in the digits that float32 holds. */
function short(x: number): number {
  return Number(x.toPrecision(8));
}

/** The largest of some numbers, without sign: what rounding is measured by. */
function scaleOf(numbers: readonly number[]): number {
  return Math.max(0, ...numbers.filter(Number.isFinite).map(Math.abs)) || 1;
}

/** Whether memory begins with these numbers. */
function holds(
  memory: Float32Array,
  numbers: readonly number[],
  tolerance: number,
  scale = scaleOf(numbers),
): boolean {
  return numbers.every((x, p) =>
    Object.is(memory[p], x) ||
    Math.abs(memory[p] - x) <= tolerance * Math.max(scale, Math.abs(x))
  );
}

function beyondTheEnd(
  name: string,
  wanted: Matrix | readonly number[],
  memory: Float32Array,
): string | undefined {
  const end = numbersOf(wanted).length;
  const places = [...memory.keys()].filter((p) => p >= end && !Number.isNaN(memory[p]));
  if (places.length === 0) return undefined;
  return `Place ${places[0]} of ${name} was written, and only places 0 to ${
    end - 1
  } are this kernel's. ` +
    `Which thread wrote there, and should it have left? Or is the place computed wrongly?`;
}

/** Whether the result changes with what stands behind the end of the inputs. */
async function readBeyond(
  student: Student,
  run: Run,
  memory: Readonly<Record<string, Float32Array>>,
): Promise<string | undefined> {
  const other = await written(student, run, 0);
  const again = await written(student, run, run.behind ?? BEHIND);
  const same = (a: typeof memory, b: typeof memory) =>
    Object.keys(a).every((name) => a[name].every((x, p) => Object.is(x, b[name][p])));
  // Threads that race may give another result each time; that tells nothing.
  if (!same(memory, again) || same(memory, other)) return undefined;
  const arrays = Object.entries(run.inputs).filter(([, numbers]) =>
    numbers instanceof Matrix || numbers instanceof Uint32Array || Array.isArray(numbers)
  );
  return `Something was read behind the end of ${
    arrays.map(([name]) => name).join(" or ")
  }: the result changes with what stands there. Which index becomes too large?`;
}

/** Which number is not what is expected. */
function differs(
  name: string,
  wanted: Matrix | readonly number[],
  memory: Float32Array,
  tolerance: number,
): string {
  const numbers = numbersOf(wanted);
  const came = memory.slice(0, numbers.length);
  if (came.every(Number.isNaN)) {
    return `${name} is NaN everywhere, as it was before the kernel ran. Was nothing written, ` +
      `or was something added to what stood there?`;
  }
  const where = (place: number) =>
    wanted instanceof Matrix
      ? `The entry of ${name} in row ${Math.floor(place / wanted.cols)}, column ${
        place % wanted.cols
      }`
      : `Entry ${place} of ${name}`;
  const empty = came.findIndex(Number.isNaN);
  if (empty >= 0) {
    return `${
      where(empty)
    } is NaN, as all are before the kernel runs. Which thread should ` +
      `write it? (If one does, it wrote NaN: was 0 divided by 0, a root taken of a negative ` +
      `number, or something added to what stood there?)`;
  }
  const scale = scaleOf(numbers);
  const place = numbers.findIndex((x, p) => Math.abs(came[p] - x) > tolerance * scale);
  return `${where(place)} is ${short(came[place])}, and ${
    short(numbers[place])
  } is expected.`;
}
