import "../../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { loadCorpus } from "@nmf/data";
import { type Lesson, lessonOptions, performLesson } from "@nmf/lib/lesson";
import { lesson as lesson01 } from "../01_tf_idf/lesson.ts";
import { lesson as lesson02 } from "../02_multiplicative_updates/lesson.ts";
import { lesson as lesson03 } from "../03_sgd/lesson.ts";
import { lesson as lesson04 } from "../04_webgpu_sgd/lesson.ts";
import { lesson as lesson05 } from "../05_autograd_adam/lesson.ts";

/** The numbers of the sections that a lesson prints. */
async function printed<Extra extends object>(lesson: Lesson<Extra>, ...args: string[]) {
  const numbers: number[] = [];
  const { log } = console;
  console.log = (text = "") => {
    const [, n] = /^\n?(\d+)\. /.exec(stripVTControlCharacters(`${text}`)) ?? [];
    if (n !== undefined) numbers.push(Number(n));
  };
  try {
    const few = ["--corpus", "mini", "--no-chart", "--iterations", "5"];
    const options = lessonOptions(lesson, [...few, ...args]);
    const { W } = (await performLesson(lesson, loadCorpus, options)).negatives;
    assert.ok(W >= 0, "something comes out at the end");
  } finally {
    console.log = log;
  }
  return numbers;
}

function test<Extra extends object>(lesson: Lesson<Extra>): void {
  const all = Array.from({ length: lesson.sections! }, (_, n) => n + 1);
  Deno.test(`lesson ${lesson.number} --only N prints section N alone`, async () => {
    for (const n of all) {
      assert.deepEqual(await printed(lesson, "--only", `${n}`), [n]);
    }
    assert.throws(() => lessonOptions(lesson, ["--only", `${all.length + 1}`]), {
      message: new RegExp(`from 1 to ${all.length}`),
    });
  });
}

test(lesson01);
test(lesson02);
test(lesson03);
test(lesson04);
test(lesson05);
