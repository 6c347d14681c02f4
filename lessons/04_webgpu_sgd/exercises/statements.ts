/** A block of a kernel: what stands before its `{`. */
export interface Block {
  /** `if (i >= N)`, `for (…)`; of an `else` also what stands before it. */
  header: string;
  loop: boolean;
}

/** A statement of a kernel. */
export interface Statement {
  /** Without comments, its spaces taken out but where they part words. */
  text: string;
  /** The line on which it ends, counted from 1. */
  line: number;
  /** The blocks around it, outermost first; the same block is the same object. */
  blocks: readonly Block[];
}

/**
 * Takes a kernel apart into its statements, for what a check cannot see in the results.
 *
 * @param code WGSL
 * @returns the statements in the order of the text
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { statementsOf } from "./statements.ts";
 *
 * const [first, second] = statementsOf("fn f() { if (a < b) { return; } c = 1; }");
 * assert.deepEqual(first.blocks.map(({ header }) => header), ["fn f()", "if(a<b)"]);
 * assert.equal(second.text, "c=1");
 * ```
 */
export function statementsOf(code: string): Statement[] {
  const statements: Statement[] = [];
  const blocks: Block[] = [];
  let closed: Block | undefined; // the block before, whose condition an `else` shares
  let text = "";
  let line = 1;
  let depth = 0; // of ( and [: what parts the three pieces of a `for` ends no statement
  for (const sign of withoutComments(code)) {
    if (sign === "\n") line++;
    if (sign === "(" || sign === "[") depth++;
    if (sign === ")" || sign === "]") depth--;
    if (depth > 0 || !";{}".includes(sign)) {
      text += sign;
      continue;
    }
    const piece = dense(text);
    text = "";
    if (sign === "{") {
      const header = piece.startsWith("else") && closed
        ? `${closed.header} ${piece}`
        : piece;
      blocks.push({ header, loop: /^(for|while|loop)\b/.test(piece) });
      closed = undefined;
      continue;
    }
    if (piece !== "") {
      statements.push({ text: piece, line, blocks: [...blocks] });
      closed = undefined;
    }
    if (sign === "}") closed = blocks.pop();
  }
  return statements;
}

function withoutComments(code: string): string {
  return code.replaceAll(
    /\/\/[^\n]*|\/\*[^]*?\*\//g,
    (comment) => comment.replaceAll(/[^\n]/g, " "),
  );
}

function dense(text: string): string {
  return text.trim().replaceAll(/\s+/g, " ").replaceAll(/ ?([^\w ]) ?/g, "$1");
}
