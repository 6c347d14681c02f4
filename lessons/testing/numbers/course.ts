import { loadCorpus } from "@nmf/data";
import {
  type Lesson,
  lessonOptions,
  type LessonResult,
  performLesson,
} from "@nmf/lib/lesson";
import type { SparseMatrix } from "@nmf/lib/matrix";
import { CountVectorizer, TfidfTransformer } from "@nmf/lib/text";
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Where } from "./read_marks.ts";

const ROOT = join(import.meta.dirname!, "..", "..", "..");

/** An edit as an exercise asks for it. */
export type Edit = readonly [file: string, from: string, to: string];

/** What a lesson found, and what it printed. */
export type Run = LessonResult & { output: string };

/** A corpus as all lessons see it. */
export interface Numbered {
  documents: readonly string[];
  categories: readonly string[];
  counts: SparseMatrix;
  V: SparseMatrix;
  terms: readonly string[];
}

/** The course on one corpus; what was run once is not run again. */
export class Course implements AsyncDisposable {
  readonly #kept = new Map<string, Promise<unknown>>();
  readonly #copies: string[] = [];

  constructor(readonly corpus: Where, readonly newsDir?: string) {}

  /** Does something once, and keeps what came of it. */
  once<T>(name: string, work: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(name) ?? work();
    this.#kept.set(name, kept);
    return kept as Promise<T>;
  }

  /** The corpus, its counts, and V. */
  data(): Promise<Numbered> {
    return this.once("data", async () => {
      const { documents, categories } = await loadCorpus({
        corpus: this.corpus,
        ...this.newsDir !== undefined && { newsDir: this.newsDir },
      });
      const vectorizer = new CountVectorizer({ stopWords: "english" });
      const counts = vectorizer.fitTransform(documents);
      const V = new TfidfTransformer().fitTransform(counts);
      return { documents, categories, counts, V, terms: vectorizer.featureNames };
    });
  }

  /**
   * A file of a lesson, after edits in a copy of the lessons.
   *
   * @param file such as "03_sgd/method.ts"
   * @param edits texts that stand in a file once, and what is written in their place
   */
  load<Module>(file: string, edits: readonly Edit[] = []): Promise<Module> {
    return this.once(JSON.stringify([file, edits]), async () => {
      const lessons = edits.length === 0
        ? join(ROOT, "lessons")
        : await this.#copy(edits);
      return await import(pathToFileURL(join(lessons, file)).href);
    });
  }

  /**
   * Runs a lesson as `deno task lesson:NN` would, without charts.
   *
   * @param folder such as "03_sgd"
   * @param args what else is typed
   * @param edits made before
   */
  run(
    folder: string,
    args: readonly string[] = [],
    edits: readonly Edit[] = [],
  ): Promise<Run> {
    return this.once(JSON.stringify(["run", folder, args, edits]), async () => {
      const { lesson } = await this.load<{ lesson: Lesson<object> }>(
        `${folder}/lesson.ts`,
        edits,
      );
      const lines: string[] = [];
      const { log } = console;
      console.log = (line = "") => void lines.push(line);
      try {
        const result = await performLesson(
          lesson,
          (options) =>
            loadCorpus({
              ...options,
              ...this.newsDir !== undefined && { newsDir: this.newsDir },
            }),
          lessonOptions(lesson, ["--corpus", this.corpus, "--no-chart", ...args]),
        );
        return { ...result, output: lines.join("\n") };
      } finally {
        console.log = log;
      }
    });
  }

  /** The lessons with edits, inside the project: only there a file can import `@nmf/…`. */
  async #copy(edits: readonly Edit[]): Promise<string> {
    const home = join(ROOT, "practice");
    await Deno.mkdir(home, { recursive: true });
    const copy = await Deno.makeTempDir({ dir: home, prefix: ".test-" });
    this.#copies.push(copy);
    for (const { name: folder } of Deno.readDirSync(join(ROOT, "lessons"))) {
      if (!/^\d\d_/.test(folder)) continue;
      await Deno.mkdir(join(copy, folder));
      for (const { name } of Deno.readDirSync(join(ROOT, "lessons", folder))) {
        if (!/\.(ts|wgsl)$/.test(name) || name.endsWith("_test.ts")) continue;
        await Deno.copyFile(
          join(ROOT, "lessons", folder, name),
          join(copy, folder, name),
        );
      }
    }
    for (const [file, from, to] of edits) {
      const text = await Deno.readTextFile(join(copy, file));
      assert.equal(text.split(from).length, 2, `not once in ${file}: ${from}`);
      await Deno.writeTextFile(join(copy, file), text.replace(from, () => to));
    }
    return copy;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const copy of this.#copies) await Deno.remove(copy, { recursive: true });
  }
}
