import assert from "node:assert/strict";

const LESSONS = `${import.meta.dirname}/..`;

/** A text without its spaces and line breaks, which differ with the indentation. */
const dense = (text: string) => text.replaceAll(/\s+/g, "");

/** All kernels, one after another. */
const kernels = ["../gpu/kernels", "04_webgpu_sgd"].flatMap((folder) => {
  const path = `${LESSONS}/${folder}`;
  return [...Deno.readDirSync(path)].filter(({ name }) => name.endsWith(".wgsl"))
    .map(({ name }) => dense(Deno.readTextFileSync(`${path}/${name}`)));
}).join("\n");

const folders = [...Deno.readDirSync(LESSONS)].map(({ name }) => name)
  .filter((name) => /^\d/.test(name)).sort();

Deno.test("all six lessons are looked at", () => assert.equal(folders.length, 6));

for (const name of folders) {
  Deno.test(`${name}: every piece of code in the text stands in the lesson`, () => {
    const folder = `${LESSONS}/${name}`;
    const program = [...Deno.readDirSync(folder)].map(({ name }) => name)
      .filter((file) => file.endsWith(".ts") && !file.endsWith("_test.ts"))
      .map((file) => dense(Deno.readTextFileSync(`${folder}/${file}`))).join("\n");
    const text = Deno.readTextFileSync(`${folder}/README.md`);
    for (const [, code] of text.matchAll(/```ts ignore\n(.*?)```/gs)) {
      assert.ok(
        program.includes(dense(code)),
        `in no file of the lesson any more:\n${code}`,
      );
    }
    for (const [, code] of text.matchAll(/```wgsl\n(.*?)```/gs)) {
      assert.ok(kernels.includes(dense(code)), `in no kernel any more:\n${code}`);
    }
  });
}

Deno.test("the message about step.wgsl in lesson 04's text names the line it stands in", () => {
  const folder = `${LESSONS}/04_webgpu_sgd`;
  const text = Deno.readTextFileSync(`${folder}/README.md`);
  const [, line, column, wrong] = text.match(
    /error: step\.wgsl, line (\d+), column (\d+): .*; the line is: (.*)\n/,
  )!;
  const lines = Deno.readTextFileSync(`${folder}/step.wgsl`).split("\n");
  assert.equal(
    lines[Number(line) - 1].trim(),
    wrong.replace("settings.nu", "settings.mu"),
  );
  assert.equal(lines[Number(line) - 1].indexOf(".mu") + 2, Number(column));
});
