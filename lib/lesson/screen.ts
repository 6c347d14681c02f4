import { createRequire } from "node:module";
import type CliProgress from "cli-progress";
import type CliTable from "cli-table3";
import { styleText } from "node:util";

/** A progress bar that has begun. */
export interface Progress {
  /** So many of the total are done; a note, such as the time left, stands after the bar. */
  update(done: number, note?: string): void;
  /** Removes the bar. */
  stop(): void;
}

/** What a screen shows: everything, only the results, or nothing. */
export type Verbosity = "all" | "results" | "nothing";

/**
 * Where a lesson writes its explanations: headings, lines, tables on standard output,
 * progress bars on standard error, and only if that is a terminal.
 *
 * @example
 * ```ts
 * import { Screen } from "@nmf/lib/lesson";
 *
 * const screen = new Screen("nothing");
 * screen.heading("Not printed");
 * screen.table(["method", "error"], [["MU", "43.65"]]);
 * ```
 */
export class Screen {
  readonly #verbosity: Verbosity;
  readonly #onStep: () => void;

  /**
   * Prints nothing yet.
   *
   * @param verbosity how much of what follows is printed
   * @param onStep called whenever something is printed or a progress bar moves
   */
  constructor(verbosity: Verbosity = "all", onStep: () => void = () => {}) {
    this.#verbosity = verbosity;
    this.#onStep = onStep;
  }

  /** The name of a step. */
  heading(text: string): void {
    this.#onStep();
    if (this.#verbosity === "all") console.log(`\n${styleText("bold", text)}`);
  }

  /** A line of explanation. */
  line(text = ""): void {
    this.#onStep();
    if (this.#verbosity === "all") console.log(text);
  }

  /** A line that is a result: it is printed with `--quiet` too. */
  result(text: string): void {
    if (this.#verbosity !== "nothing") console.log(text);
  }

  /**
   * A line that must not be lost: where the explanations are not printed, it goes to
   * standard error.
   */
  note(text: string): void {
    if (this.#verbosity === "all") console.log(`note: ${text}`);
    else console.error(`note: ${text}`);
  }

  /** A table; the first column is aligned left, the others right unless told. */
  table(
    head: readonly string[],
    rows: readonly (readonly (string | number)[])[],
    align: readonly ("left" | "right")[] = head.map((_, i) => i === 0 ? "left" : "right"),
  ): void {
    if (this.#verbosity !== "all") return;
    // Loaded late: `--help` must not wait for it.
    const Table = createRequire(import.meta.url)("cli-table3") as typeof CliTable;
    const table = new Table({
      head: [...head],
      colAligns: [...align],
      style: {
        head: [],
        border: [],
        compact: true,
        "padding-left": 0,
        "padding-right": 2,
      },
      chars: NO_LINES,
    });
    table.push(
      head.map((name) => "─".repeat(name.length)),
      ...rows.map((row) => [...row]),
    );
    console.log(table.toString().replaceAll(/ +$/gm, ""));
  }

  /** Begins a progress bar. */
  progress(label: string, total: number): Progress {
    if (this.#verbosity !== "all" || !Deno.stderr.isTerminal()) {
      return { update() {}, stop() {} };
    }
    const { SingleBar, Presets } = createRequire(import.meta.url)(
      "cli-progress",
    ) as typeof CliProgress;
    const bar = new SingleBar({
      format: `${label} {bar} {value}/{total} {note}`,
      clearOnComplete: true,
      hideCursor: true,
    }, Presets.shades_classic);
    bar.start(total, 0, { note: "" });
    return {
      update: (done, note = "") => {
        this.#onStep();
        bar.update(done, { note });
      },
      stop: () => bar.stop(),
    };
  }
}

const NO_LINES = {
  "top": "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  "bottom": "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  "left": "",
  "left-mid": "",
  "mid": "",
  "mid-mid": "",
  "right": "",
  "right-mid": "",
  "middle": "",
};
