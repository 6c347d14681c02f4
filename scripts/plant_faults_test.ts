import "../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import { inTempDir } from "../lib/testing/folders.ts";
import { METHODS } from "../lessons/06_comparison/methods.ts";
import { copyProject } from "./plant_faults/copy_project.ts";
import { type Fault, FAULTS, OF_ALL_ROWS, ON_GPU } from "./plant_faults/faults.ts";
import {
  compareArgs,
  compareNames,
  type Ending,
  testArgs,
  testsName,
  testsOf,
} from "./plant_faults/judges.ts";
import { planted } from "./plant_faults/planted.ts";
import {
  countNamed,
  faultOptions,
  type Named,
  plantFaults,
  tableRow,
} from "./plant_faults.ts";

const ROOT = join(import.meta.dirname!, "..");

Deno.test("every fault can be planted in the course as it is, and is another one", () => {
  const texts = new Set<string>();
  for (const fault of FAULTS) {
    const sound = Deno.readTextFileSync(join(ROOT, fault.file));
    const wrong = planted(sound, fault);
    assert.notEqual(wrong, sound, fault.name);
    texts.add(wrong);
  }
  assert.equal(texts.size, FAULTS.length);
  assert.ok(FAULTS.length >= 36, `${FAULTS.length} faults`);
});

Deno.test("every fault has a row that there is, and every row has a fault", () => {
  const rows = [...METHODS.map(({ name }) => name), ...OF_ALL_ROWS].sort();
  assert.deepEqual([...new Set(FAULTS.map(({ row }) => row))].sort(), rows);
  const onGpu = METHODS.filter(({ needsGpu }) => needsGpu).map(({ name }) => name);
  assert.deepEqual(onGpu, [ON_GPU]);
});

Deno.test("every fault has tests that are there", () => {
  for (const path of FAULTS.flatMap(({ file }) => testsOf(file).join(" ").split(" "))) {
    assert.ok(Deno.statSync(join(ROOT, path)), path);
  }
});

Deno.test("planted: a text that stands there never or twice is an old list", () => {
  const fault = { name: "a sign", file: "f.ts", find: "a - b", put: "a + b", row: "SGD" };
  for (const [text, times] of [["a * b", 0], ["a - b; a - b", 2]] as const) {
    assert.throws(() => planted(text, fault), {
      name: "InputError",
      message: new RegExp(`out of date: “a sign” .* stands ${times} times in f\\.ts`),
    });
  }
});

Deno.test("compareNames: status 1 and the row's own name, no longer one", async () => {
  const fault = FAULTS.find(({ row }) => row === "gradient descent")!;
  const named = (status: number, err: string) =>
    compareNames(() => Promise.resolve({ status, out: "", err }), "copy", fault);
  assert.equal(await named(1, "  gradient descent: after 1 step W differs"), true);
  assert.equal(await named(1, "  gradient descent on the GPU: after 1 step"), false);
  assert.equal(await named(1, "error: Uncaught TypeError"), false);
  assert.equal(await named(2, "  gradient descent: after 1 step W differs"), false);
  assert.equal(await named(0, ""), false);
});

Deno.test("compareArgs: the row alone, on the device it needs", () => {
  const of = (row: string) => compareArgs("copy", row).join(" ");
  assert.match(
    of("SGD"),
    /-P=compare .*compare\.ts --corpus mini .*--methods SGD --device/,
  );
  assert.match(of(ON_GPU), /--methods gradient descent on the GPU$/);
  assert.match(of("the starts"), /--methods coordinate descent \(expert\) --device cpu$/);
  assert.doesNotMatch(compareArgs("copy").join(" "), /--methods|--device/);
});

Deno.test("testsName: the quick tests first, and no more where they fail", async () => {
  const fault = FAULTS.find(({ row }) => row === "SGD")!;
  for (const [failing, runs] of [["method_test", 1], ["lesson_test", 2], ["none", 2]]) {
    const asked: string[] = [];
    const run = (_: string, args: readonly string[]): Promise<Ending> => {
      asked.push(args.at(-1)!);
      return Promise.resolve({
        status: args.at(-1)!.includes(`${failing}`) ? 1 : 0,
        out: "",
        err: "",
      });
    };
    assert.equal(await testsName(run, "copy", fault), failing !== "none");
    assert.equal(asked.length, runs);
  }
});

Deno.test("plantFaults: one fault at a time, and the copy is whole again", () =>
  inTempDir(async (dir) => {
    const fault = (name: string, find: string, put: string): Fault => ({
      name,
      file: "lib/text/a.ts",
      find,
      put,
      row: "SGD",
    });
    const faults = [fault("one", "x + 1", "x"), fault("two", "y - 1", "y")];
    await Deno.mkdir(join(dir, "lib/text"), { recursive: true });
    const file = join(dir, "lib/text/a.ts");
    await Deno.writeTextFile(file, "x + 1; y - 1");
    const seen: string[] = [];
    // Compare sees the first, the tests the second.
    const run = (_: string, args: readonly string[]) => {
      const text = Deno.readTextFileSync(file);
      const tests = args[0] === "test";
      seen.push(`${tests ? "tests" : "compare"}: ${text}`);
      const wrong = text === (tests ? "x + 1; y" : "x; y - 1");
      return Promise.resolve({
        status: wrong ? 1 : 0,
        out: "",
        err: wrong ? "  SGD: differs" : "",
      });
    };
    const told: [string, Named][] = [];
    const say = ({ name }: Fault, named: Named) => void told.push([name, named]);
    const all = await plantFaults(dir, { faults, compareOnly: false }, run, say);
    assert.deepEqual(seen, [
      "compare: x + 1; y - 1",
      "tests: x + 1; y - 1",
      "compare: x; y - 1",
      "tests: x; y - 1",
      "compare: x + 1; y",
      "tests: x + 1; y",
    ]);
    assert.deepEqual(told, [
      ["one", { compare: true, tests: false }],
      ["two", { compare: false, tests: true }],
    ]);
    assert.deepEqual(all, told.map(([, named]) => named));
    assert.equal(await Deno.readTextFile(file), "x + 1; y - 1");
    seen.length = 0;
    await plantFaults(dir, { faults, compareOnly: true }, run, say);
    assert.ok(seen.every((line) => line.startsWith("compare: ")));
    const old = { faults: [fault("three", "z", "")], compareOnly: true };
    await assert.rejects(plantFaults(dir, old, run, say), { name: "InputError" });
    const broken = () => Promise.resolve({ status: 1, out: "a ... FAILED\nb", err: "" });
    await assert.rejects(plantFaults(dir, { faults, compareOnly: true }, broken, say), {
      name: "InputError",
      message:
        /^without any fault “deno run .*” ends with 1 \(a \.\.\. FAILED\); repair that first$/,
    });
  }));

Deno.test("countNamed and tableRow: what each names, and whether one is named by neither", () => {
  const [yes, no] = [
    { compare: true, tests: false },
    { compare: false, tests: false },
  ];
  assert.deepEqual(countNamed([yes, { compare: false, tests: true }]), {
    line: "2 faults: compare names 1, the tests 1, together 2.",
    every: true,
  });
  assert.equal(countNamed([yes, no]).every, false);
  const alone = { compare: true, tests: undefined };
  assert.deepEqual(countNamed([alone]), {
    line: "1 fault: compare names 1.",
    every: true,
  });
  const [fault] = FAULTS;
  assert.equal(
    tableRow(fault!, yes),
    `yes      no       ${fault!.row}: ${fault!.name}`,
  );
  assert.equal(
    tableRow(fault!, alone),
    `yes               ${fault!.row}: ${fault!.name}`,
  );
});

Deno.test("copyProject: files in their folders, without what is made or fetched", () =>
  inTempDir(async (dir) => {
    const [from, to] = [join(dir, "from"), join(dir, "to")];
    for (
      const path of ["a/b/c.ts", "out/x.json", ".git/HEAD", "data/20news/y", "d.json"]
    ) {
      await Deno.mkdir(join(from, path, ".."), { recursive: true });
      await Deno.writeTextFile(join(from, path), path);
    }
    await Deno.mkdir(to);
    copyProject(from, to);
    assert.equal(await Deno.readTextFile(join(to, "a/b/c.ts")), "a/b/c.ts");
    const names = (path: string) =>
      [...Deno.readDirSync(join(to, path))].map(({ name }) => name);
    assert.deepEqual(names("").sort(), ["a", "d.json", "data"]);
    assert.deepEqual(names("data"), []);
  }));

Deno.test("faultOptions: which faults, by name, file or row; what is wrong in one line", () => {
  assert.deepEqual(faultOptions([]), { faults: FAULTS, compareOnly: false });
  const { faults, compareOnly } = faultOptions(["--only", "sgd", "--compare-only"]);
  assert.ok(compareOnly);
  assert.ok(faults.length > 0 && faults.length < FAULTS.length);
  assert.ok(faults.every(({ file, row }) => /sgd/i.test(file + row)));
  for (const args of [["--only", "nothing at all"], ["--foo"], ["--only"], ["SGD"]]) {
    assert.throws(() => faultOptions(args), {
      name: "InputError",
      message: /^[^\n]*; write: deno task faults \[/,
    });
  }
});

Deno.test("testArgs: the permissions of the tests, and types are not looked at", () => {
  assert.deepEqual(testArgs("a b"), [
    ...["test", "-q", "-P=test", "--no-check", "--fail-fast"],
    ...["a", "b"],
  ]);
});
