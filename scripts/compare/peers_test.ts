import "../../gpu/backends_for_tests.ts";
import assert from "node:assert/strict";
import { loadCorpus } from "@nmf/data";
import { learningRate, vectorizeCorpus } from "@nmf/lib/lesson";
import { frobeniusError } from "@nmf/lib/matrix";
import { initialize } from "@nmf/lib/nmf";
import { gradientDescent, SETTINGS } from "../../lessons/03_sgd/method.ts";
import { METHODS } from "../../lessons/06_comparison/methods.ts";
import { runMethod } from "../../lessons/06_comparison/measure.ts";
import { findPeers, PEERS, runPeer } from "./peers.ts";

const { python } = await findPeers();

for (const peer of PEERS) {
  const there = python[peer.from];
  const name = `peers: ${peer.name} ends where ours does`;
  Deno.test({
    name: there === undefined ? `${name} (left out: needs ${peer.from})` : name,
    ignore: there === undefined,
    async fn() {
      const { V } = await vectorizeCorpus(loadCorpus, { corpus: "mini", topics: 6 });
      const method = METHODS.find(({ id }) => id === peer.same)!;
      const problem = () => ({
        V,
        start: initialize(V, 6, "random", 3),
        // A penalty of 5 times what is below μ makes entries jump: after some steps a digit
        // that float32 rounds away decides where one lands.
        iterations: peer.from === "PyTorch" ? 5 : 60,
        seed: 3,
      });
      const ours = await runMethod(method, problem());
      const theirs = await runPeer(peer, there!, problem());
      assert.equal(theirs.iterations, ours.iterations);
      assert.ok(theirs.seconds > 0);
      const near = peer.from === "PyTorch" ? 1e-6 : 1e-9;
      assert.ok(
        Math.abs(theirs.error - ours.error) < near,
        `${theirs.error - ours.error}`,
      );
      assert.ok(Math.abs(theirs.H.data[5]! - ours.H.data[5]!) < near);
    },
  });
}

const torch = python.PyTorch;

Deno.test({
  name: torch === undefined
    ? "peers: PyTorch takes lesson 03's settings (left out: needs PyTorch)"
    : "peers: PyTorch takes lesson 03's settings, changed or not",
  ignore: torch === undefined,
  async fn() {
    const { V } = await vectorizeCorpus(loadCorpus, { corpus: "mini", topics: 6 });
    const peer = PEERS.find(({ what }) => what === "descent")!;
    const problem = { V, start: initialize(V, 6, "random", 3), iterations: 5, seed: 3 };
    const kept = { ...SETTINGS.descent };
    const end = async () => (await runPeer(peer, torch, problem)).error;
    const before = await end();
    for (const change of [{ rate: "0.01 * 0.8^i" }, { lam: 40 }, { mu: 0.01 }]) {
      Object.assign(SETTINGS.descent, change);
      try {
        const { iterations, lam, mu, rate } = { ...SETTINGS.descent, iterations: 5 };
        const ours = gradientDescent(V, problem.start, {
          ...{ iterations, lam, mu },
          rate: learningRate(rate),
        });
        const theirs = await end();
        const [key] = Object.keys(change);
        assert.ok(Math.abs(theirs - frobeniusError(V, ours.W, ours.H)) < 1e-5, key);
        assert.notEqual(theirs, before, key);
      } finally {
        Object.assign(SETTINGS.descent, kept);
      }
    }
  },
});

Deno.test("peers: what is missing is said in one line", async () => {
  const found = await findPeers(["/no/python3"]);
  assert.deepEqual(found.python, {});
  assert.equal(
    found.missing,
    "--peers: scikit-learn and PyTorch not found in python3; on Debian: " +
      "apt-get install python3-sklearn python3-torch",
  );
});
