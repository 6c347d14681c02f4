import assert from "node:assert/strict";

const HERE = import.meta.dirname!;

const steps = [...Deno.readDirSync(HERE)].filter(({ isDirectory }) => isDirectory)
  .map(({ name }) => name).sort().map((name) => ({
    name,
    task: Deno.readTextFileSync(`${HERE}/${name}/task.md`),
    solution: Deno.readTextFileSync(`${HERE}/${name}/solution.wgsl`),
  }));

Deno.test("the ladder has a map and at least ten steps more", () => {
  assert.ok(steps.length >= 11, `${steps.length}`);
});

for (const { name, task } of steps) {
  Deno.test(`${name}: the task is short, and has a picture of who reads and who writes`, () => {
    const lines = task.trimEnd().split("\n");
    assert.ok(lines.length <= 45, `${lines.length} lines`);
    const picture = lines.filter((line) => line.startsWith("    "));
    assert.ok(picture.length >= 5, "no picture");
    assert.match(picture.join("\n"), /reads/, "who reads?");
    assert.match(picture.join("\n"), /writes/, "who writes?");
    for (const line of lines) {
      const most = line.startsWith("    ") ? 88 : 90;
      assert.ok([...line].length <= most, `${[...line].length} columns: ${line}`);
    }
  });
}

// What is not as in TypeScript.
const words = [
  "@group",
  "@binding",
  "var<storage, read>",
  "var<storage, read_write>",
  "array<f32>",
  "@compute",
  "@workgroup_size(4)",
  "vec3u",
  "let",
  "const",
  "u32",
  "return;",
  "@workgroup_size(4, 4)",
  "f32(",
  "var<workgroup>",
  "local",
  "workgroup.x",
  "workgroupBarrier();",
  "0.0",
  "0u",
  "local.x",
  "array<array<f32, TILE>, TILE>",
  "array<f32, K>",
  "struct",
  "%",
  "min(",
  "max(",
  "select(",
  "sqrt(",
];
for (const word of words) {
  Deno.test(`what ${word} means is said where it is first met, or before`, () => {
    const first = steps.findIndex(({ solution }) => solution.includes(word));
    assert.ok(first >= 0, "no kernel has it");
    assert.ok(
      steps.slice(0, first + 1).some(({ task }) => task.includes(word)),
      `${steps[first].name} is the first to use it`,
    );
  });
}
