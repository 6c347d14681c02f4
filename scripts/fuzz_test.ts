import assert from "node:assert/strict";
import { join } from "node:path";
import config from "../deno.json" with { type: "json" };
import { Tensor } from "@nmf/lib/autograd";
import { InputError } from "@nmf/lib/error";
import { map, Matrix, SparseMatrix } from "@nmf/lib/matrix";
import { TfidfTransformer } from "@nmf/lib/text";
import { KINDS, seedOf, table } from "./fuzz.ts";
import { fromJson, toJson } from "./fuzz/json.ts";
import type { Kind } from "./fuzz/kind.ts";
import { fuzzOptions } from "./fuzz/options.ts";
import { type Peer, startPeer } from "./fuzz/peer.ts";
import { emptyTally, type Failure, judge, runRound } from "./fuzz/rounds.ts";

const IDS = KINDS.map(({ id }) => id);
const SEED = 20;

/** The peer of all tests that need one, or undefined where there is none. */
const peer = await startPeer().catch((error) => {
  if (error instanceof InputError) return undefined;
  throw error;
});
Deno.test.afterAll(async () => await peer?.close());

function peerTest(name: string, run: (peer: Peer) => Promise<void>): void {
  Deno.test({
    name: peer === undefined ? `${name} (left out: needs scikit-learn, PyTorch)` : name,
    ignore: peer === undefined,
    fn: () => run(peer!),
  });
}

function kindOf(id: string): Kind {
  return KINDS.find((kind) => kind.id === id)!;
}

/** The first failure of a kind, in rounds one after the other. */
async function firstFailure(kind: Kind, { ask }: Peer): Promise<Failure | undefined> {
  const tally = emptyTally();
  const until = performance.now() + 10_000;
  for (let round = 0; tally.failures.length === 0 && performance.now() < until; round++) {
    await runRound(kind, seedOf(SEED, round), ask, tally);
  }
  return tally.failures[0];
}

/** Does something while a method is replaced by another. */
async function withFault<Part extends object, Name extends keyof Part>(
  prototype: Part,
  name: Name,
  fault: (right: Part[Name]) => Part[Name],
  run: () => Promise<void>,
): Promise<void> {
  const right = prototype[name];
  prototype[name] = fault(right);
  try {
    await run();
  } finally {
    prototype[name] = right;
  }
}

for (const kind of KINDS) {
  peerTest(`fuzz: ${kind.id}, two seconds of it agree`, async ({ ask }) => {
    const tally = emptyTally();
    const end = performance.now() + 2000;
    for (let round = 0; performance.now() < end; round++) {
      await runRound(kind, seedOf(SEED, round), ask, tally, end);
    }
    assert.deepEqual(tally.failures, []);
    assert.ok(tally.cases > 10, `${tally.cases} cases`);
    const known = [...tally.known.values()].reduce((total, count) => total + count, 0);
    assert.equal(tally.agreed + known, tally.cases);
    assert.ok(tally.agreed > tally.cases / 3, `${tally.agreed} of ${tally.cases} agreed`);
  });
}

peerTest(
  "a wrong gradient is found, and the case made as small as can be",
  (peer) =>
    withFault(
      Tensor.prototype,
      "exp",
      () =>
        function (this: Tensor) {
          return Tensor.fromOperation("exp", map(this.value, Math.exp), [
            [this, (grad) => grad],
          ]);
        },
      async () => {
        const failure = await firstFailure(kindOf("graphs"), peer);
        assert.match(failure!.difference, /^gradient \d\[\d\]: ours .*, theirs /);
        const { leaves, steps } = fromJson(failure!.input);
        assert.equal(leaves.length, 1);
        assert.deepEqual(steps.map(({ op }: { op: string }) => op).slice(0, 1), ["exp"]);
        assert.ok(steps.length <= 3, failure!.input);
      },
    ),
);

peerTest("a document too many in the IDF is found", (peer) =>
  withFault(
    TfidfTransformer.prototype,
    "fit",
    (fit) =>
      function (this: TfidfTransformer, { rows, cols, indptr, indices, data }) {
        const longer = Int32Array.from([...indptr, indptr[rows]]);
        const counts = new SparseMatrix(rows + 1, cols, longer, indices, data);
        return fit.call(this, counts);
      },
    async () => {
      const failure = await firstFailure(kindOf("vectorizer"), peer);
      const { weigh, documents } = fromJson(failure!.input);
      assert.equal(weigh, true);
      assert.equal(documents.length, 1);
      assert.match(failure!.difference, /^(idf|fitted data)\[0\]: /);
    },
  ));

/** A kind whose every answer has numbers that are a little wrong. */
function spoilt(id: string, spoil: (answer: never) => ArrayLike<number>): Kind {
  const kind = kindOf(id);
  return {
    ...kind,
    ours(input) {
      const answer = kind.ours(input);
      const numbers = spoil(answer as never) as Float64Array;
      for (let p = 0; p < numbers.length; p++) numbers[p] *= 1 + 1e-5;
      return answer;
    },
  };
}

peerTest("no known difference excuses a fit that is wrong by 1e-5", async (peer) => {
  const kind = spoilt("nmf", ({ H }: { H: Matrix }) => H.data);
  const rows = (...data: number[]) => ({ rows: data.length / 2, cols: 2, data });
  const cases = {
    "stored zeros": {
      V: rows(1e-7, 0, 0, 2e-7),
      form: "stored zeros",
      options: { solver: "mu", betaLoss: 1.5, maxIter: 10 },
      unseen: rows(1e-7, 1e-7),
    },
    "unit": {
      V: rows(1e-9, 4e-9, 3e-9, 2e-9, 1e-9, 0),
      form: "dense",
      options: { solver: "mu", betaLoss: "kullback-leibler", maxIter: 20 },
      unseen: rows(1e-9, 1e-9),
    },
    "stops at rounding": {
      V: rows(1, 4, 3, 2, 1, 1),
      form: "dense",
      options: { nComponents: 1, solver: "cd", maxIter: 3 },
      unseen: rows(1, 1),
    },
    "penalty added again": {
      V: rows(1, 4, 3, 2, 1, 1),
      form: "sparse",
      options: {
        nComponents: 1,
        solver: "mu",
        betaLoss: "kullback-leibler",
        alphaW: 0.1,
        l1Ratio: 1,
      },
      unseen: rows(1, 1),
    },
  };
  for (const [id, input] of Object.entries(cases)) {
    assert.equal((await judge(kindOf("nmf"), input, peer.ask)).known, id);
    const { difference, known } = await judge(kind, input, peer.ask);
    assert.notEqual(difference, undefined, id);
    assert.equal(known, undefined, id);
  }
});

peerTest("a step that is wrong by 1e-5 is found", async (peer) => {
  const kind = spoilt(
    "optimizers",
    ({ trace }: { trace: Matrix[][] }) => trace[0][0].data,
  );
  assert.match((await firstFailure(kind, peer))!.difference, /^parameter 0 after step 1/);
});

peerTest(
  "each known difference of graphs: one case of it, and the faults beside it",
  async ({ ask }) => {
    const leaf = (...data: number[]) => [
      { rows: 1, cols: data.length, data, requiresGrad: true },
    ];
    const clamp = { op: "clamp", a: 1, min: -Infinity, max: 1 };
    const sum = (a: number) => ({ op: "sum", a });
    const cases = {
      "zero times infinity": {
        leaves: leaf(1000),
        steps: [{ op: "exp", a: 0 }, clamp, sum(2)],
        passes: 1,
      },
      "norm overflows": { leaves: leaf(1e200), steps: [{ op: "norm", a: 0 }], passes: 1 },
      "root by power": {
        leaves: leaf(-Infinity),
        steps: [{ op: "pow", a: 0, p: 0.5 }, sum(1)],
        passes: 1,
      },
    };
    for (const [id, input] of Object.entries(cases)) {
      const graphs = kindOf("graphs");
      assert.equal((await judge(graphs, input, ask)).known, id);
      // The same with a gradient that is wrong.
      const wrong: Kind = {
        ...graphs,
        ours: (input) => {
          const answer = graphs.ours(input) as { gradients: Matrix[] };
          return {
            ...answer,
            gradients: answer.gradients.map((g) => map(g, (x) => x + 0.5)),
          };
        },
      };
      assert.equal((await judge(wrong, input, ask)).known, undefined, id);
    }
  },
);

Deno.test("JSON keeps numbers that JSON has no sign for", () => {
  const value = { data: [NaN, Infinity, -Infinity, -0, 0, 1e-300], text: "NaN" };
  assert.deepEqual(fromJson(toJson(value)), value);
  assert.ok(Object.is(fromJson(toJson([-0]))[0], -0));
  assert.deepEqual(fromJson(toJson("\ud800")), "\ud800");
});

Deno.test("the first round has the seed that was given, each other one its own", () => {
  assert.equal(seedOf(5, 0), 5);
  const seeds = [1, 2, 2 ** 31 - 1].flatMap((seed) =>
    Array.from({ length: 1000 }, (_, round) => seedOf(seed, round))
  );
  assert.ok(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31));
  assert.ok(new Set(seeds).size > 2990);
});

Deno.test("the command line", () => {
  assert.deepEqual(fuzzOptions([], IDS), { minutes: 5, seed: 1 });
  assert.deepEqual(
    fuzzOptions(["--minutes", "0.5", "--seed", "7", "--only", "nmf"], IDS),
    { minutes: 0.5, seed: 7, only: "nmf" },
  );
  const refused: [string[], RegExp][] = [
    [["--minutes", "-1"], /^.*minutes.*$/],
    [["--minutes", "five"], /^--minutes five is no number from 0; write: deno task fuzz/],
    [["--minutes", ""], /^--minutes {2}is no number/],
    [["--seed", "1.5"], /^--seed 1.5 is no whole number from 0 to 2147483647$/],
    [["--seed", "2147483648"], /^--seed 2147483648 is no/],
    [
      ["--only", "poems"],
      /^--only poems is none of vectorizer, nmf, graphs, optimizers$/,
    ],
    [["--input", "{}"], /^--input needs --only/],
    [["--only", "nmf", "--input", "{"], /^--input is no JSON/],
    [["--minute", "1"], /minute/],
    [["nmf"], /nmf/],
  ];
  for (const [args, message] of refused) {
    assert.throws(() => fuzzOptions(args, IDS), { name: "InputError", message });
  }
});

Deno.test("without Python it says what to install", () =>
  assert.rejects(startPeer([]), {
    name: "InputError",
    message: "no python3 with scikit-learn and PyTorch was found; on Debian: " +
      "apt-get install python3-sklearn python3-torch",
  }));

Deno.test("deno task fuzz: a bad option is one line and status 2", async () => {
  const [deno, ...words] = config.tasks.fuzz.command.split(" ");
  const { code, stdout, stderr } = await new Deno.Command(deno, {
    args: [...words, "--only", "poems"],
    cwd: join(import.meta.dirname!, ".."),
    env: { NO_COLOR: "1" },
  }).output();
  assert.equal(code, 2);
  assert.equal(stdout.length, 0);
  assert.equal(
    new TextDecoder().decode(stderr),
    "error: --only poems is none of vectorizer, nmf, graphs, optimizers\n",
  );
});

Deno.test("the table, by hand", () => {
  const tallies = new Map(IDS.map((id) => [id, emptyTally()]));
  Object.assign(tallies.get("graphs")!, { cases: 12, agreed: 10 });
  tallies.get("graphs")!.known.set("rounding", 2);
  const lines = table(KINDS, tallies);
  assert.equal(
    lines[0],
    "kind               cases      agreed       known    failures",
  );
  assert.equal(
    lines[3],
    "graphs                12          10           2           0",
  );
  assert.match(lines[5], /^graphs, rounding, 2×: a rounding on the way/);
  assert.equal(lines.length, 6);
});

Deno.test("known differences: each has a name of its own, a reason and a reference", () => {
  for (const { id, known } of KINDS) {
    assert.equal(new Set(known.map(({ id }) => id)).size, known.length, id);
    for (const { reason, reference } of known) assert.ok(reason && reference);
  }
});
