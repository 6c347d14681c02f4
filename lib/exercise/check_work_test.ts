import assert from "node:assert/strict";
import { checkWork } from "./check_work.ts";
import type { Exercise } from "./exercise.ts";
import { Student } from "./student.ts";

const twice: Exercise = {
  id: "00.1",
  hints: ["", "", ""],
  wrong: [],
  check(student, look) {
    look.equal("2 is doubled", student.call("twice", 2), 4);
    look.equal("3 is doubled", student.call("twice", 3), 6);
  },
};
const url = new URL("file:///twice.ts");

function found(exported: Record<string, unknown>, text = "") {
  const student = new Student({ text, url, exported });
  return checkWork(twice, text, () => Promise.resolve(student));
}

Deno.test("a check ends at the first thing that is wrong", async () => {
  const right = await found({ twice: (x: number) => 2 * x });
  assert.deepEqual(right.map(({ ok }) => ok), [true, true]);
  const square = await found({ twice: (x: number) => x * x });
  assert.deepEqual(square.map(({ ok, came }) => [ok, came]), [[true, undefined], [
    false,
    9,
  ]]);
  const three = await found({ twice: () => 3 });
  assert.deepEqual(three.map(({ ok }) => ok), [false]);
});

Deno.test("a check says that a blank is empty, a function is gone, or the code stopped", async () => {
  const empty = await found({}, "// BLANK: twice x\n  // yet to come\n// END BLANK\n");
  assert.match(empty[0].says!, /“twice x” is still empty/);
  assert.match((await found({}))[0].says!, /no function “twice”/);
  const stops = () => {
    throw Object.assign(new TypeError("x is no number"), {
      stack: `TypeError: x\n  at twice (${url}:7:3)`,
    });
  };
  assert.equal((await found({ twice: stops }))[0].says, "Line 7 stopped: x is no number");
  const unread = await checkWork(
    twice,
    "",
    () => Promise.reject(new Error("no such file")),
  );
  assert.deepEqual(unread, [{
    what: "the file can be loaded",
    ok: false,
    says: "no such file",
  }]);
});
