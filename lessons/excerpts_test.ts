import assert from "node:assert/strict";

/** A text without its spaces and line breaks, which differ with the indentation. */
const dense = (text: string) => text.replaceAll(/\s+/g, "");

for (const { name, isDirectory } of Deno.readDirSync(import.meta.dirname!)) {
  if (!isDirectory) continue;
  Deno.test(`${name}: every piece of code in the text stands in the lesson`, () => {
    const folder = `${import.meta.dirname}/${name}`;
    const program = dense(Deno.readTextFileSync(`${folder}/lesson.ts`));
    const text = Deno.readTextFileSync(`${folder}/README.md`);
    for (const [, code] of text.matchAll(/```ts ignore\n(.*?)```/gs)) {
      assert.ok(program.includes(dense(code!)), `not in lesson.ts any more:\n${code}`);
    }
  });
}
