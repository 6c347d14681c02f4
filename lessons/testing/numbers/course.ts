import { loadCorpus } from "@nmf/data";
import {
  type Lesson,
  lessonOptions,
  type LessonResult,
  performLesson,
} from "@nmf/lib/lesson";
import type { SparseMatrix } from "@nmf/lib/matrix";
import { CountVectorizer, TfidfTransformer } from "@nmf/lib/text";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Where } from "./read_marks.ts";
import { type Edit, withEdits } from "./with_edits.ts";

const LESSONS = join(import.meta.dirname!, "..", "..");

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
export class Course {
  readonly #kept = new Map<string, Promise<unknown>>();

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
      const from = (lessons: string): Promise<Module> =>
        import(pathToFileURL(join(lessons, file)).href);
      return await (edits.length === 0 ? from(LESSONS) : withEdits(edits, from));
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
}
