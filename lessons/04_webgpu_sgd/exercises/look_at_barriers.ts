import type { Look, Student } from "@nmf/lib/exercise";
import { type Block, type Statement, statementsOf } from "./statements.ts";

/** Memory that the threads of a workgroup share, and what to tell who forgets to wait. */
export interface Shared {
  /** The variables that are shared. */
  names: readonly string[];
  /** The index at which a thread finds what it wrote itself, such as `[local]`. */
  own: string;
  /** Nobody reads what another thread wrote. */
  unread: string;
  /** There is no barrier at all. */
  none: string;
  /** None stands between the first writing and the first reading. */
  beforeReading: string;
  /** None parts the reading of one round from the writing of the next. */
  betweenRounds: string;
}

/**
 * Looks at where a kernel's barriers stand, and at who writes between them. Results do not
 * tell: on many devices a kernel without a barrier, or with one that only some threads reach,
 * gives the right numbers most of the time.
 *
 * @param student whose kernel
 * @param look what is found goes in there
 * @param shared what must be waited for
 * @throws {Wrong} if a barrier is missing, if not all threads reach it, or if a thread changes
 * what another one reads in the same round
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Look, Student } from "@nmf/lib/exercise";
 * import { lookAtBarriers } from "./look_at_barriers.ts";
 *
 * const text = `fn main(@builtin(local_invocation_index) local: u32) {
 *   sums[local] = 1;
 *   x = sums[local + 1];
 * }`;
 * const student = new Student({ text, url: new URL("file:///kernel.wgsl") });
 * const says = { unread: "", none: "no barrier", beforeReading: "", betweenRounds: "" };
 * assert.throws(
 *   () => lookAtBarriers(student, new Look(), { names: ["sums"], own: "[local]", ...says }),
 *   /no barrier/,
 * );
 * ```
 */
export function lookAtBarriers(student: Student, look: Look, shared: Shared): void {
  const kernel = kernelOf(student.text, shared);
  const says = kernel.reads.length === 0
    ? shared.unread
    : kernel.barriers.length === 0
    ? `${shared.none}${otherBarrier(kernel)}`
    : unreached(kernel) ?? alone(kernel) ?? unparted(kernel, shared) ?? tooMany(kernel);
  look.that("the threads wait for each other", says === undefined, says ?? "");
}

/** What is looked at, by the numbers of the statements. */
interface Kernel {
  statements: readonly Statement[];
  barriers: readonly number[];
  /** Where shared memory is written. */
  writes: readonly number[];
  /** Where it is read at places that another thread may have written. */
  reads: readonly number[];
  /** The blocks that not all threads of a workgroup enter, or not equally often. */
  ofSome: (block: Block) => boolean;
}

const ONE_THREAD = /^if\(\w+(\.\w)?(==0|<1)u?\)$/;

function kernelOf(text: string, { names, own }: Shared): Kernel {
  const statements = statementsOf(text);
  const where = (holds: (statement: Statement) => boolean) =>
    [...statements.keys()].filter((s) => holds(statements[s]));
  const differing = differingNames(statements);
  const ofSome = ({ header }: Block) =>
    !/\bfn /.test(header) && mentions(header, differing);
  const cell = new RegExp(`\\b(?:${names.join("|")})(?:\\[[^\\]]*\\])+`, "g");
  const target = new RegExp(`^(?:${names.join("|")})(?:\\[[^\\]]*\\])+[-+*/]?=(?!=)`);
  const reads = ({ text, blocks }: Statement) => {
    // Thread 0 finds its own at place 0.
    const first = blocks.some((block) => ofSome(block) && ONE_THREAD.test(block.header));
    return (text.replace(target, "").match(cell) ?? []).some((found) =>
      !found.endsWith(own) && !(first && /\[0u?\]$/.test(found))
    );
  };
  return {
    statements,
    barriers: where(({ text }) => text === "workgroupBarrier()"),
    writes: where(({ text }) => target.test(text)),
    reads: where(reads),
    ofSome,
  };
}

/** The names whose values differ between the threads of a workgroup. */
function differingNames(statements: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  const headers = new Set(statements.flatMap(({ blocks }) => blocks));
  for (const { header } of headers) {
    const builtins = /@builtin\((?:local_invocation_\w+|global_invocation_id)\)(\w+)/g;
    for (const [, name] of header.matchAll(builtins)) names.add(name);
  }
  const pieces = [
    ...statements.map(({ text }) => text),
    ...[...headers].flatMap(({ header }) =>
      header.startsWith("for(") ? header.slice(4).split(";") : []
    ),
  ];
  // In a loop a name can be used above the line that makes it differ: again until no more come.
  for (let before = -1; before < names.size;) {
    before = names.size;
    for (const piece of pieces) {
      const [, name, value] =
        /^(?:(?:let|var) )?(\w+)(?::[^=]+)?[-+*/%]?=(?!=)(.*)$/.exec(piece) ?? [];
      if (name !== undefined && mentions(value, names)) names.add(name);
    }
  }
  return names;
}

function mentions(text: string, names: ReadonlySet<string>): boolean {
  return text.match(/(?<!\.)\b[A-Za-z_]\w*/g)?.some((name) => names.has(name)) ?? false;
}

/** A line that was meant as a barrier, or is another kind of one. */
function otherBarrier({ statements }: Kernel): string {
  const other = statements.find(({ text }) => /barrier/i.test(text));
  return other === undefined
    ? ""
    : ` On line ${other.line} stands “${other.text}”. The barrier ` +
      `of a workgroup is written workgroupBarrier();`;
}

/** Some threads do not come to a barrier. */
function unreached({ statements, barriers, ofSome }: Kernel): string | undefined {
  for (const b of barriers) {
    const { blocks, line } = statements[b];
    const block = blocks.find(ofSome);
    if (block !== undefined) {
      return `The barrier on line ${line} stands inside “${block.header}”, and not all ` +
        `threads of a workgroup come by there. A barrier waits for all of them: put it where ` +
        `every thread passes, as often as every other.`;
    }
    const leave = statements.find((leave, s) =>
      leave.blocks.some(ofSome) && misses(leave, s, statements[b], b)
    );
    if (leave?.text === "continue") {
      return `With “continue” on line ${leave.line} some threads take a way of their own ` +
        `through the loop in which the barrier on line ${line} stands. All must come to a ` +
        `barrier on the same way, and a browser refuses this kernel. Put what the others do ` +
        `into an if.`;
    }
    if (leave !== undefined) {
      return `Some threads leave on line ${leave.line} (“${leave.text}”) and do not come to ` +
        `the barrier on line ${line}, where the others wait for them. All must stay till the ` +
        `last barrier, also those that have nothing to add.`;
    }
  }
  return undefined;
}

/** Whether who leaves here does not come to the barrier, now or in the next round. */
function misses(leave: Statement, s: number, barrier: Statement, b: number): boolean {
  const [word] = /^(return|break|continue)\b/.exec(leave.text) ?? [];
  // In another function one leaves only that.
  if (word === undefined || leave.blocks[0] !== barrier.blocks[0]) return false;
  const loop = leave.blocks.findLast(({ loop }) => loop);
  const shares = loop !== undefined && barrier.blocks.includes(loop);
  if (word === "return") {
    return s < b ||
      barrier.blocks.some((block) => block.loop && leave.blocks.includes(block));
  }
  return shares;
}

/** One thread goes through what the others wrote. */
function alone({ statements, reads, ofSome }: Kernel): string | undefined {
  const read = reads.map((s) => statements[s]).find(({ blocks }) => {
    const one = blocks.findIndex((block) =>
      ofSome(block) && ONE_THREAD.test(block.header)
    );
    return one >= 0 && blocks.slice(one).some(({ loop }) => loop);
  });
  return read &&
    `On line ${read.line} one thread goes through all numbers, one after the other, and the ` +
      `others wait. Let half of the threads add one number each, then half of those.`;
}

/** No barrier stands between writing and reading. */
function unparted(
  { statements, barriers, writes, reads }: Kernel,
  { beforeReading, betweenRounds }: Shared,
): string | undefined {
  const written = writes.findLast((s) => s < reads[0]) ?? -1;
  if (!barriers.some((b) => b > written && b < reads[0])) return beforeReading;
  // The rounds are those of the outermost loop in which is read and written.
  const inside = (loop: Block) => (s: number) => statements[s].blocks.includes(loop);
  const loop = statements[reads[0]].blocks.find((block) =>
    block.loop && writes.some(inside(block))
  );
  if (loop !== undefined) {
    const first = writes.find(inside(loop))!;
    const last = reads.findLast(inside(loop))!;
    const parted = barriers.filter(inside(loop)).some((b) => b < first || b > last);
    if (!parted) return betweenRounds;
  }
  for (const r of reads.slice(1)) {
    const before = writes.findLast((s) => s < r);
    if (before === undefined || barriers.some((b) => b > before && b < r)) continue;
    return `On line ${
      statements[r].line
    } threads read what another one has written on line ` +
      `${
        statements[before].line
      }, and no barrier stands between. Either all wait once more, ` +
      `or only the thread reads it that has written it.`;
  }
  return undefined;
}

/** A thread adds whose own number another one reads at the same time. */
function tooMany({ statements, writes, reads, ofSome }: Kernel): string | undefined {
  for (const s of writes.filter((s) => reads.includes(s))) {
    const { text, line, blocks } = statements[s];
    const condition = blocks.findLast(ofSome)?.header;
    // With `select` a thread may add 0, which changes nothing.
    if (condition === undefined && !text.includes("select(")) {
      return `On line ${line} every thread adds, also those whose own number another one ` +
        `reads in the same round: it may find the old one there, or the new one. Only threads ` +
        `with a number below half may add.`;
    }
    if (/^if\((\w+<=\w+|\w+>=\w+)\)$/.test(condition ?? "")) {
      return `The condition “${condition}” lets one thread too many add: it changes its own ` +
        `number while thread 0 reads it. Half of the threads add, those from 0 to half - 1.`;
    }
  }
  return undefined;
}
