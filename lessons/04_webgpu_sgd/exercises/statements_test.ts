import assert from "node:assert/strict";
import { statementsOf } from "./statements.ts";

const taken = (code: string) =>
  statementsOf(code).map(({ text, line, blocks }) =>
    [...blocks.map(({ header }) => header), `${line} ${text}`].join(" { ")
  );

Deno.test("a kernel is taken apart into statements, each with the blocks around it", () => {
  assert.deepEqual(
    taken(`
      const N: u32 = 6; // not; a { statement
      @compute @workgroup_size(4)
      fn main(@builtin(global_invocation_id) id: vec3u) {
        /* nor;
           this } */
        for (var p = 0u; p < N; p++) {
          if (id.x == p) { out[ p ] = a[p]; } else { return; }
        }
        let x = min( 1, 2 );
      }`),
    [
      "2 const N:u32=6",
      "@compute@workgroup_size(4)fn main(@builtin(global_invocation_id)id:vec3u) { " +
      "for(var p=0u;p<N;p++) { if(id.x==p) { 8 out[p]=a[p]",
      "@compute@workgroup_size(4)fn main(@builtin(global_invocation_id)id:vec3u) { " +
      "for(var p=0u;p<N;p++) { if(id.x==p) else { 8 return",
      "@compute@workgroup_size(4)fn main(@builtin(global_invocation_id)id:vec3u) { " +
      "10 let x=min(1,2)",
    ],
  );
});

Deno.test("an else shares the conditions before it, and nothing else does", () => {
  const headers = (code: string) =>
    statementsOf(code).map(({ blocks }) => blocks.at(-1)?.header);
  assert.deepEqual(
    headers("if (a) { x = 1; } else if (b) { x = 2; } else { x = 3; }"),
    ["if(a)", "if(a) else if(b)", "if(a) else if(b) else"],
  );
  assert.deepEqual(headers("if (a) { x = 1; } if (b) { x = 2; }"), ["if(a)", "if(b)"]);
});

Deno.test("loops are told from other blocks, and a block is one object", () => {
  const [a, b, c] = statementsOf("loop { x++; y++; } while (x < y) { x++; }");
  assert.ok(a.blocks[0].loop && c.blocks[0].loop);
  assert.equal(a.blocks[0], b.blocks[0]);
  assert.notEqual(a.blocks[0], c.blocks[0]);
  assert.equal(statementsOf("if (x) { y = 1; }")[0].blocks[0].loop, false);
});
