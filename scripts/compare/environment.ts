import { cpus } from "node:os";
import config from "../../deno.json" with { type: "json" };
import type { GpuFacts } from "./gpu_facts.ts";

/** What the numbers of a comparison may depend on. */
export interface Environment {
  /** When the comparison ended, in UTC. */
  date: string;
  /** The command that makes it again. */
  command: string;
  versions: { deno: string; v8: string; typescript: string };
  /** Version of each npm package of the course. */
  packages: Record<string, string>;
  /** Operating system, its release, and the processor's architecture. */
  system: string;
  /** Model of the processor. */
  processor: string;
  cores: number;
  /** Bytes of memory. */
  memory: number;
  /** The adapter that took part; null where none did. */
  gpu: { adapter: string; software: boolean } | null;
}

/**
 * Looks up what this machine is and which versions run on it.
 *
 * @param args what was typed after the program's name
 * @param gpu the adapter that took part, or why none did
 */
export function environmentOf(args: readonly string[], gpu: GpuFacts): Environment {
  const { os, arch } = Deno.build;
  return {
    date: new Date().toISOString(),
    command: ["deno task compare", ...args.map(quoted)].join(" "),
    versions: { ...Deno.version },
    packages: Object.fromEntries(
      Object.values(config.imports)
        .filter((address) => !address.startsWith("npm:@types/"))
        .map((address) => /^npm:(.+)@(.+)$/.exec(address)!)
        .map(([, name, version]) => [name!, version!]),
    ),
    system: `${os} ${Deno.osRelease()}, ${arch}`,
    processor: cpus()[0]?.model.trim() || "unknown",
    cores: navigator.hardwareConcurrency,
    memory: Deno.systemMemoryInfo().total,
    gpu: "adapter" in gpu ? gpu : null,
  };
}

/** A word as a shell must be given it. */
function quoted(word: string): string {
  return /^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
