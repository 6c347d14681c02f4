import { type GraphAnswer, type GraphCase, graphs } from "./graphs.ts";
import { matrixDifference } from "./close.ts";
import { agreesWithPlain, plainGraph } from "./plain_graph.ts";
import { isError, type Known, type Outcome, outcomeOf } from "./kind.ts";
import type { NMFAnswer, NMFCase } from "./nmf.ts";
import {
  agreesInUnit,
  type Followed,
  isChaotic,
  otherSvds,
  rightSteps,
  size,
  stopsAtRounding,
} from "./right_nmf.ts";
import { vectorizer } from "./vectorizer.ts";
import type { TextAnswer, TextCase } from "./vectorizer.ts";

// All differences that are not this project's fault, with the reason. Each is recognised as
// narrowly as can be, and where there is a way to tell, ours is shown to be right: against the
// peer on a case without the trouble, or against the formula in extended precision (peer.py).

const SKLEARN = "scikit-learn 1.2.1, sklearn/decomposition/_nmf.py";

/** Of vectorizers. */
export const vectorizerKnown: Known<TextCase, TextAnswer>[] = [
  {
    id: "tokens of nothing",
    reason:
      "scikit-learn counts tokens of no characters; ours refuses a pattern that finds them",
    reference: "lib/text/python_pattern.ts",
    async explains({ options }, ours, _, ask) {
      if (!isError(ours) || !/also finds tokens of no characters/.test(ours.error)) {
        return false;
      }
      const texts = ["", "a", "a b", "ab,ba", "-"];
      const pattern = options.tokenPattern;
      return (await ask({ what: "emptyMatches", pattern, texts })).found;
    },
  },
  {
    id: "unused pattern",
    reason:
      "scikit-learn does not read a token pattern it does not use; ours refuses a wrong one",
    reference: "lib/text/analyze.ts",
    async explains(input, ours, _, ask) {
      const { tokenPattern: _pattern, ...options } = input.options;
      const used = !options.tokenizer && (options.analyzer ?? "word") === "word";
      if (used || !isError(ours) || !/^tokenPattern/.test(ours.error)) return false;
      return await agrees({ ...input, options }, ask);
    },
  },
  {
    id: "infinite idf",
    reason:
      "scikit-learn weighs a term of no document by an infinite idf; ours refuses it",
    reference: "lib/text/tfidf_transformer.ts",
    explains({ options }, ours, theirs) {
      if (isError(ours) || isError(theirs) || !isError(ours.unseen)) return false;
      return options.smoothIdf === false &&
        /was in no document of fit/.test(ours.unseen.error) &&
        !isError(theirs.unseen) &&
        Array.from(theirs.unseen.data).some((weight) => weight === Infinity);
    },
  },
  {
    id: "newer Unicode",
    reason:
      "the texts have characters that the peer's Python, of Unicode 14, does not know yet",
    reference: "https://www.unicode.org/Public/UCD/latest/ucd/DerivedAge.txt",
    async explains(input, _ours, _theirs, ask) {
      const characters = [...new Set(JSON.stringify(input))]
        .filter((c) => c > "\x7f" && /\P{Cn}/u.test(c));
      const { newer } = await ask({ what: "newerCharacters", characters });
      if (newer.length === 0) return false;
      // The same texts with characters that nobody knows in their place.
      const known = (text: string) =>
        Array.from(text, (c) => newer.includes(c) ? "\u{378}" : c).join("");
      const replaced = JSON.parse(
        JSON.stringify(input),
        (_, one) => typeof one === "string" ? known(one) : one,
      );
      return await agrees(replaced, ask);
    },
  },
];

async function agrees(
  input: TextCase,
  ask: Parameters<Known<TextCase, TextAnswer>["explains"]>[3],
): Promise<boolean> {
  const ours = outcomeOf(() => vectorizer.ours(input));
  const theirs = await ask(vectorizer.question(input));
  return vectorizer.difference(input, ours, theirs) === undefined;
}

/** Of factorizations. In all of them ours is right: in V's unit, or step by step. */
export const nmfKnown: Known<NMFCase, NMFAnswer>[] = [
  {
    id: "unit",
    reason:
      "scikit-learn's fixed 1e-6, 2⁻²³, 2⁻⁵² and V's mean as a fill are meant for V of unit 1; " +
      "on V divided by its unit scikit-learn does what ours does",
    reference: `${SKLEARN}: EPSILON, eps; ours: lib/nmf/natural_unit.ts`,
    explains: (input, ours, _, ask) =>
      !isError(ours) && size(input).unit !== 1 && agreesInUnit(input, ours, ask),
  },
  {
    id: "singular vectors",
    reason:
      "the singular vectors of equal singular values are any of a plane, and of two parts " +
      "that weigh the same either may be kept; from ours, scikit-learn does what ours does",
    reference: `${SKLEARN}: _initialize_nmf`,
    explains: async (input, ours, _, ask) => {
      if (isError(ours)) return false;
      for (const svd of await otherSvds(input, ask)) {
        if (await agreesInUnit(input, ours, ask, svd)) return true;
      }
      return false;
    },
  },
  rightly({
    id: "stored zeros",
    reason: "scikit-learn loses count of V's entries where zeros are stored",
    reference: `${SKLEARN}: _special_sparse_dot, X.nonzero() beside X.data`,
    applies: ({ form }, theirs) =>
      form === "stored zeros" && /broadcast|boolean index/.test(refusal(theirs)),
  }),
  rightly({
    id: "all zeros",
    reason: "scikit-learn refuses W or H of zeros, also where they are its own",
    reference: `${SKLEARN}: _check_init`,
    applies: (_, theirs) => /full of zeros/.test(refusal(theirs)),
  }),
  rightly({
    id: "singular value 0",
    reason:
      "scikit-learn's nndsvd divides 0 by 0 where a singular vector has no part to keep",
    reference: `${SKLEARN}: u = x_p / x_p_nrm`,
    applies: ({ options }, theirs) =>
      !isError(theirs) && (options.init ?? "nndsvda").startsWith("nndsvd") &&
      Array.from(theirs.W.data).every(Number.isNaN),
  }),
  rightly({
    id: "penalty added again",
    reason:
      "in transform with mu, Kullback–Leibler and an ℓ1 penalty scikit-learn adds the " +
      "penalty to the same sums in every iteration",
    reference: `${SKLEARN}: denominator = H_sum[np.newaxis, :]; denominator += l1_reg_W`,
    applies: ({ options }, theirs, _, ours) =>
      options.solver === "mu" && (options.alphaW ?? 0) * (options.l1Ratio ?? 0) > 0 &&
      (options.betaLoss === "kullback-leibler" || options.betaLoss === 1) &&
      isSameFit(ours, theirs),
  }),
  rightly({
    id: "zero to a negative power",
    reason:
      "where WH or a sum below it is 0 scikit-learn puts 2⁻²³ or 1 in its place, which " +
      "then counts; ours leaves such a term out",
    reference: `${SKLEARN}: WH[WH == 0] = EPSILON, W_sum[W_sum == 0] = 1.0`,
    applies: ({ options }, _, on) => options.solver === "mu" && (on.zeros || on.dropped),
  }),
  rightly({
    id: "error by subtraction",
    reason:
      "scikit-learn subtracts squares to get an error near 0, and gets rounding or NaN",
    reference: `${SKLEARN}: norm_X + norm_WH - 2.0 * cross_prod`,
    applies: (input, theirs, on, ours) =>
      isSameFit(ours, theirs) && isSubtracted(input, theirs, on),
  }),
  rightly({
    id: "stops at rounding",
    reason: "what the stopping rule compares is rounding, or within rounding of tol",
    reference: `${SKLEARN}: violation / violation_init <= tol`,
    applies: (input, theirs, on, ours) =>
      !isError(theirs) && stopsAtRounding(input, on) &&
      (ours.iterations !== theirs.iterations || isSameFit(ours, theirs)),
  }),
  rightly({
    id: "unit and another",
    reason:
      "as “unit”, where scikit-learn in V's unit differs for another of these reasons",
    reference: "as the others",
    applies: (input) => size(input).unit !== 1,
  }),
  {
    id: "rounding",
    reason:
      "roundings of 1e-15 decide what W and H become, as where a topic too many lives " +
      "or dies, and the two sides do not round alike",
    reference: "scripts/fuzz/peer.py, nmf_chaos",
    explains: async (input, ours, theirs, ask) =>
      !isError(ours) && !isError(theirs) &&
      await rightSteps(input, ours, ask) !== undefined && await isChaotic(input, ask),
  },
];

/** Whether only the error, or what becomes of the unseen rows, differs. */
function isSameFit(ours: NMFAnswer, theirs: Outcome<NMFAnswer>): boolean {
  return !isError(theirs) && ours.iterations === theirs.iterations &&
    matrixDifference("W", ours.W, theirs.W, 1e-6) === undefined &&
    matrixDifference("H", ours.H, theirs.H, 1e-6) === undefined;
}

/** Whether the peer's error is what rounding of squares as large as V's makes of it. */
function isSubtracted(
  input: NMFCase,
  theirs: Outcome<NMFAnswer>,
  { error }: Followed,
): boolean {
  if (isError(theirs)) return false;
  const rounding = 1e-13 * size(input).norm ** 2;
  return Number.isNaN(theirs.error) ||
    Math.abs(theirs.error ** 2 - error ** 2) <= rounding;
}

/** Why the peer refused the fit or the rows it had not seen. */
function refusal(theirs: Outcome<NMFAnswer>): string {
  if (isError(theirs)) return theirs.error;
  return isError(theirs.unseen) ? theirs.unseen.error : "";
}

/** A difference in which each step of ours is shown to be that of the formulas. */
function rightly(
  { applies, ...text }: Omit<Known<NMFCase, NMFAnswer>, "explains"> & {
    applies(
      input: NMFCase,
      theirs: Outcome<NMFAnswer>,
      on: Followed,
      ours: NMFAnswer,
    ): boolean;
  },
): Known<NMFCase, NMFAnswer> {
  return {
    ...text,
    explains: async (input, ours, theirs, ask) => {
      if (isError(ours)) return false;
      const on = await rightSteps(input, ours, ask);
      return on !== undefined && applies(input, theirs, on, ours);
    },
  };
}

/** Of graphs. */
export const graphsKnown: Known<GraphCase, GraphAnswer>[] = [
  {
    id: "norm overflows",
    reason: "PyTorch's norm squares entries near the ends of the numbers",
    reference: "lib/matrix/reduce.ts, norm",
    explains: async (input, ours, theirs, ask) => {
      if (isError(ours) || isError(theirs)) return false;
      const plain = await plainGraph(input, ask);
      const first = input.leaves.length;
      const overflows = input.steps.some(({ op }, i) => {
        const [their, exact] = [theirs.values[first + i], plain.values[first + i]];
        return op === "norm" && [0, Infinity].includes(their.data[0]) &&
          exact.data[0] > 0 && exact.data[0] < Infinity;
      });
      return overflows && agreesWithPlain(ours, plain);
    },
  },
  {
    id: "root by power",
    reason:
      "PyTorch takes the power 0.5 as a square root: of −∞ NaN, of −0 −0; IEEE 754's " +
      "pow has ∞ and 0",
    reference: "https://en.cppreference.com/w/c/numeric/math/pow",
    explains: async (input, ours, theirs, ask) => {
      if (isError(ours) || isError(theirs)) return false;
      const odd = input.steps.some(({ op, a, p }) =>
        op === "pow" && p === 0.5 &&
        Array.from(ours.values[a].data).some((x) => x === -Infinity || Object.is(x, -0))
      );
      return odd && agreesWithPlain(ours, await plainGraph(input, ask));
    },
  },
  {
    id: "zero times infinity",
    reason:
      "PyTorch has NaN where a derivative, or what flows in, is 0 and the other infinite " +
      "or NaN; ours has 0, for the loss does not depend on the entry this way",
    reference: "lib/autograd/chain_rule.ts",
    explains: async (input, ours, theirs, ask) => {
      if (isError(ours) || isError(theirs)) return false;
      const isNaNThere = theirs.gradients.some((gradient, i) => {
        const our = ours.gradients[i];
        return gradient !== null && our !== null &&
          Array.from(gradient.data).some((g, p) =>
            Number.isNaN(g) && !Number.isNaN(our.data[p])
          );
      });
      return isNaNThere && agreesWithPlain(ours, await plainGraph(input, ask));
    },
  },
  {
    id: "sign of zero",
    reason:
      "a sum of products that is 0 may be −0 or 0, as it is begun; divided by it or its " +
      "root, ±∞. With 0 added to such sums both sides agree",
    reference: "IEEE 754-2019, 6.3",
    explains: async (input, ours, theirs, ask) => {
      if (isError(ours) || isError(theirs)) return false;
      const added = withZeroAdded(input);
      if (added === undefined) return false;
      const [our, their] = [graphs.ours(added), await ask(graphs.question(added))];
      if (graphs.difference(added, our, their) === undefined) return true;
      for (const other of graphsKnown) {
        if (other.id !== "sign of zero" && await other.explains(added, our, their, ask)) {
          return true;
        }
      }
      return false;
    },
  },
  {
    id: "rounding",
    reason:
      "a rounding on the way is as large as the difference: both are within what a change " +
      "of 1e-14 of the values in between makes of the exact result",
    reference: "scripts/fuzz/peer.py, graph_plain",
    explains: async (input, ours, theirs, ask) => {
      if (isError(ours) || isError(theirs)) return false;
      const plain = await plainGraph(input, ask);
      return agreesWithPlain(ours, plain) && agreesWithPlain(theirs, plain);
    },
  },
];

/** The program with 0 added to every matrix product, which makes 0 of −0. */
function withZeroAdded({ leaves, steps, passes }: GraphCase): GraphCase | undefined {
  const isProduct = (op: string) => op === "matmul" || op === "premultiply";
  if (!steps.some(({ op }) => isProduct(op))) return undefined;
  const renamed = leaves.map((_, i) => i);
  const added: GraphCase = { leaves, steps: [], passes };
  const push = (step: GraphCase["steps"][number]) =>
    leaves.length + added.steps.push(step) - 1;
  for (const step of steps) {
    const { a, b } = step;
    const of = typeof b === "object" && "of" in b ? { b: { of: renamed[b.of] } } : {};
    const moved = push({ ...step, a: renamed[a], ...of });
    renamed.push(isProduct(step.op) ? push({ op: "add", a: moved, b: 0 }) : moved);
  }
  return added;
}
