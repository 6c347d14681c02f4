import assert from "node:assert/strict";

/** A text without its spaces and line breaks, which differ with the indentation. */
const dense = (text: string) => text.replaceAll(/\s+/g, "");

/** All kernels, one after another. */
const kernels = ["../gpu/kernels", "04_webgpu_sgd"].flatMap((folder) => {
  const path = `${import.meta.dirname}/${folder}`;
  return [...Deno.readDirSync(path)].filter(({ name }) => name.endsWith(".wgsl"))
    .map(({ name }) => dense(Deno.readTextFileSync(`${path}/${name}`)));
}).join("\n");

for (const { name, isDirectory } of Deno.readDirSync(import.meta.dirname!)) {
  if (!isDirectory) continue;
  Deno.test(`${name}: every piece of code in the text stands in the lesson`, () => {
    const folder = `${import.meta.dirname}/${name}`;
    const program = dense(Deno.readTextFileSync(`${folder}/lesson.ts`));
    const text = Deno.readTextFileSync(`${folder}/README.md`);
    for (const [, code] of text.matchAll(/```ts ignore\n(.*?)```/gs)) {
      assert.ok(program.includes(dense(code!)), `not in lesson.ts any more:\n${code}`);
    }
    for (const [, code] of text.matchAll(/```wgsl\n(.*?)```/gs)) {
      assert.ok(kernels.includes(dense(code!)), `in no kernel any more:\n${code}`);
    }
  });
}
