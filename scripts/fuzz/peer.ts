import { join } from "node:path";
import { InputError } from "@nmf/lib/error";
import { fromJson, toJson } from "./json.ts";

/** Asks scikit-learn or PyTorch; an exception there comes back as `{ error }`. */
// deno-lint-ignore no-explicit-any
export type Ask = (question: { what: string; [name: string]: unknown }) => Promise<any>;

/** One Python that answers as long as this program runs. */
export interface Peer {
  ask: Ask;
  versions: Record<string, string>;
  close(): Promise<void>;
}

const PROGRAM = join(import.meta.dirname!, "peer.py");
/** Debian's own Python first: another one on the path seldom has Debian's packages. */
const PYTHONS = ["/usr/bin/python3", "python3"];
const NEEDED = ["scikit-learn", "PyTorch"];

/**
 * Starts the first Python that has scikit-learn and PyTorch.
 *
 * @throws {InputError} if there is none
 */
export async function startPeer(pythons: readonly string[] = PYTHONS): Promise<Peer> {
  for (const python of pythons) {
    const peer = await started(python);
    if (peer === undefined) continue;
    if (NEEDED.every((name) => name in peer.versions)) return peer;
    await peer.close();
  }
  throw new InputError(
    "no python3 with scikit-learn and PyTorch was found; on Debian: " +
      "apt-get install python3-sklearn python3-torch",
  );
}

async function started(python: string): Promise<Peer | undefined> {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(python, {
      args: [PROGRAM],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const complaint = new Response(child.stderr).text();
  const writer = child.stdin.getWriter();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  const ask: Ask = async (question) => {
    await writer.write(new TextEncoder().encode(toJson(question) + "\n"));
    const chunks: string[] = [];
    for (let end = -1; end < 0;) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`peer.py ended: ${(await complaint).trim()}`);
      end = value.indexOf("\n");
      chunks.push(end < 0 ? value : value.slice(0, end));
      if (end >= 0) rest = value.slice(end + 1);
    }
    if (rest !== "") throw new Error(`peer.py said more than was asked: ${rest}`);
    return fromJson(chunks.join(""));
  };
  const close = async () => {
    await writer.close().catch(() => {});
    await reader.cancel().catch(() => {});
    await complaint;
    await child.status;
  };
  try {
    return { ask, versions: await ask({ what: "versions" }), close };
  } catch (error) {
    await close();
    // It begins with NumPy, which a Python without scikit-learn seldom has.
    if (/No module named/.test((error as Error).message)) return undefined;
    throw error;
  }
}
