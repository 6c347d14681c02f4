import assert from "node:assert/strict";
import { peerLines } from "./tables.ts";
import { resultWith } from "./testing.ts";

const peer = (said: Partial<Parameters<typeof resultWith>[0]> = {}) =>
  resultWith({ method: "peer-cd", lesson: "peer", seconds: 2, ...said });
const NAME = "scikit-learn, coordinate descent";

Deno.test("peerLines: one start is singular, several are not, by the id and not the name", () => {
  const ours = resultWith({ method: "expert-cd", name: "ours" });
  assert.deepEqual(peerLines([ours, peer()]), [
    `${NAME}: from 1 start its honest error is that of ours. From the nndsvda start it ` +
    "takes 2.00 s, ours 0.50 s.",
  ]);
  const second = { start: "random 1" };
  const both = [
    ours,
    { ...ours, ...second },
    peer({ clamped: 2.25 }),
    peer({ ...second, clamped: 2.5 }),
  ];
  assert.deepEqual(peerLines(both), [
    `${NAME}: from 2 starts its honest errors differ by 5.0e-1 at most from those of ours. ` +
    "From the nndsvda start it takes 2.00 s, ours 0.50 s.",
  ]);
  assert.match(
    peerLines([ours, peer({ clamped: 2.25 })])[0]!,
    /error differs by 2\.5e-1 from that/,
  );
});

Deno.test("peerLines: a peer that ended without a number has no difference and no seconds", () => {
  const ours = resultWith({ method: "expert-cd", name: "ours" });
  const failed = peer({ clamped: NaN, failed: "python3: no memory" });
  assert.deepEqual(peerLines([ours, failed]), [
    `${NAME}: from 1 start it ended without a number (python3: no memory).`,
  ]);
});
