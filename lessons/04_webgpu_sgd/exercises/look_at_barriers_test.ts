import { Look, Student, Wrong } from "@nmf/lib/exercise";
import assert from "node:assert/strict";
import { lookAtBarriers } from "./look_at_barriers.ts";

/** What a student is told of the barriers in a kernel; undefined if they are right. */
function told(lines: string): string | undefined {
  const text = `
    var<workgroup> sums: array<f32, 8>;
    fn helper(local: u32) -> u32 { if (local > 2) { return 1; } return 2; }
    @compute @workgroup_size(8)
    fn main(
      @builtin(local_invocation_index) local: u32,
      @builtin(workgroup_id) workgroup: vec3u,
    ) {
      sums[local] = a[local];
      ${lines}
      if (local == 0) { out[workgroup.x] = sums[0]; }
    }`;
  const look = new Look();
  try {
    lookAtBarriers(new Student({ text, url: new URL("file:///a.wgsl") }), look, {
      names: ["sums"],
      own: "[local]",
      unread: "unread",
      none: "none",
      beforeReading: "before reading",
      betweenRounds: "between rounds",
    });
  } catch (error) {
    assert.ok(error instanceof Wrong);
    assert.equal(look.findings.length, 1);
    return error.message;
  }
  assert.deepEqual(look.findings.map(({ ok }) => ok), [true]);
  return undefined;
}

const B = "workgroupBarrier();";
const ADD = "if (local < half) { sums[local] += sums[local + half]; }";
const FOR = "for (var half = 4u; half > 0; half /= 2)";

const right = {
  "at the beginning of each round": `${FOR} { ${B} ${ADD} }`,
  "before the rounds, and at the end of each": `${B} ${FOR} { ${ADD} ${B} }`,
  "in a loop without a head":
    `var half = 4u; loop { if (half == 0) { break; } ${B} ${ADD} half /= 2; }`,
  "under a condition that is the same for all":
    `${FOR} { if (workgroup.x > 0 || half > 0) { ${B} } ${ADD} }`,
  "with select in place of if":
    `${FOR} { ${B} sums[local] += select(0.0, sums[local + half], local < half); }`,
  "with a last thread instead of a first that does not add":
    `${FOR} { ${B} if (local <= half - 1) { sums[local] += sums[local + half]; } }`,
  "before everybody reads the whole": `${FOR} { ${B} ${ADD} } ${B} x = sums[0];`,
  "written out": `${FOR} { ${B} if (local < half) {
    let other = sums[local + half]; sums[local] = sums[local] + other; } }`,
};
for (const [name, lines] of Object.entries(right)) {
  Deno.test(`a barrier ${name} is right`, () => assert.equal(told(lines), undefined));
}

const wrong: [name: string, lines: string, says: RegExp][] = [
  ["there is none", `${FOR} { ${ADD} }`, /^none$/],
  ["one in a comment is none", `${FOR} { /* ${B} */ ${ADD} } // ${B}`, /^none$/],
  [
    "it is written in another way",
    `${FOR} { workGroupBarrier(); ${ADD} }`,
    /^none On line 10 stands “workGroupBarrier\(\)”/,
  ],
  [
    "it is one for the device's memory",
    `${FOR} { storageBarrier(); ${ADD} }`,
    /^none On line 10 stands “storageBarrier\(\)”/,
  ],
  ["it comes after the first reading", `${FOR} { ${ADD} ${B} }`, /^before reading$/],
  ["it stands before all rounds alone", `${B} ${FOR} { ${ADD} }`, /^between rounds$/],
  [
    "it stands in an if",
    `${B} ${FOR} { if (local < half) { sums[local] += sums[local + half]; ${B} } }`,
    /“if\(local<half\)”, and not all/,
  ],
  [
    "it stands in an else",
    `${B} ${FOR} { if (local >= half) { x = 1; } else { sums[local] += sums[local + half]; ${B} } }`,
    /“if\(local>=half\) else”, and not all/,
  ],
  [
    "it stands in a loop that threads run through a different number of times",
    `for (var p = local; p < 99; p += 8) { ${B} sums[local] += a[p]; } ${FOR} { ${B} ${ADD} }`,
    /“for\(var p=local;p<99;p\+=8\)”, and not all/,
  ],
  [
    "its condition comes from the thread's number by another name",
    `let me = local; let mine = me + 1; ${FOR} { if (mine < half) { ${B} ${ADD} } }`,
    /“if\(mine<half\)”, and not all/,
  ],
  [
    "some threads leave before it",
    `if (local >= 5) { return; } ${FOR} { ${B} ${ADD} }`,
    /Some threads leave on line 10 \(“return”\)/,
  ],
  [
    "some threads leave after it, in the first round",
    `${FOR} { ${B} if (local >= half) { return; } sums[local] += sums[local + half]; }`,
    /Some threads leave/,
  ],
  [
    "some threads break off the rounds",
    `${FOR} { ${B} if (local >= half) { break; } sums[local] += sums[local + half]; }`,
    /Some threads leave .*“break”/,
  ],
  [
    "some threads go round with continue, which a browser refuses",
    `${FOR} { ${B} if (local >= half) { continue; } sums[local] += sums[local + half]; }`,
    /With “continue” on line 10/,
  ],
  [
    "everybody reads the whole, and nobody waits for it",
    `${FOR} { ${B} ${ADD} } x = sums[0];`,
    /On line 10 threads read what another one has written on line 10/,
  ],
  ["nobody reads what another wrote", `sums[local] += a[local + 8]; ${B}`, /^unread$/],
  ["nobody reads, and nobody waits", "sums[local] += a[local + 8];", /^unread$/],
  [
    "one thread adds all",
    `${B} if (local == 0) { for (var p = 1u; p < 8; p++) { sums[0] += sums[p]; } }`,
    /On line 10 one thread goes through all/,
  ],
  [
    "every thread adds",
    `${FOR} { ${B} sums[local] += sums[local + half]; }`,
    /On line 10 every thread adds/,
  ],
  [
    "one thread too many adds",
    `${FOR} { ${B} if (local <= half) { sums[local] += sums[local + half]; } }`,
    /“if\(local<=half\)” lets one thread too many/,
  ],
  [
    "the same, the other way round",
    `${FOR} { ${B} if (half >= local) { sums[local] += sums[local + half]; } }`,
    /“if\(half>=local\)” lets one thread too many/,
  ],
];
for (const [name, lines, says] of wrong) {
  Deno.test(`a barrier is wrong: ${name}`, () => assert.match(told(lines) ?? "", says));
}

Deno.test("who breaks off a loop without a barrier in it still comes to the next one", () => {
  const search = "for (var p = 0u; p < 9; p++) { if (p > local) { break; } }";
  assert.equal(told(`${search} ${FOR} { ${B} ${ADD} }`), undefined);
});
