/**
 * `deno task bench`: how long the operations of the course take, on the small corpus.
 *
 * @module
 */
import { loadCorpus } from "@nmf/data";
import {
  frobeniusError,
  gram,
  matmul,
  Random,
  transpose,
  truncatedSvd,
} from "@nmf/lib/matrix";
import { initialize, NMF } from "@nmf/lib/nmf";
import { TfidfVectorizer } from "@nmf/lib/text";
import { multiplicativeUpdates } from "../../lessons/02_multiplicative_updates/method.ts";
import {
  gradientDescent,
  SETTINGS,
  stochasticGradientDescent,
} from "../../lessons/03_sgd/method.ts";

const { documents } = await loadCorpus({ corpus: "mini" });
const vectorize = () =>
  new TfidfVectorizer({ stopWords: "english" }).fitTransform(documents);
const V = vectorize();
const start = initialize(V, 6, "nndsvda", 1);
const { W, H } = start;
const Ht = transpose(H);
const fit = (solver: "cd" | "mu") => () =>
  new NMF({ nComponents: 6, init: "custom", solver, tol: 0, maxIter: 10 }).fitTransform(
    V,
    start,
  );

Deno.bench("TfidfVectorizer.fitTransform", () => void vectorize());
Deno.bench("V times a narrow matrix", () => void matmul(V, Ht));
Deno.bench("gram matrix of W", () => void gram(W));
Deno.bench("error without forming WH", () => void frobeniusError(V, W, H));
Deno.bench("truncated SVD of rank 6", () => void truncatedSvd(V, 6, { random: 1 }));
Deno.bench("NMF cd, 10 iterations", () => void fit("cd")());
Deno.bench("NMF mu, 10 iterations", () => void fit("mu")());
Deno.bench("lesson 02: 10 multiplicative updates", () => {
  multiplicativeUpdates(V, start, { iterations: 10, tol: -1 });
});
Deno.bench("lesson 03: 10 steps of gradient descent", () => {
  gradientDescent(V, start, { ...SETTINGS.descent, iterations: 10, rate: () => 0.05 });
});
Deno.bench("lesson 03: one epoch of SGD", () => {
  stochasticGradientDescent(V, start, {
    ...SETTINGS.sgd,
    epochs: 1,
    rate: () => 0.2,
    random: new Random(1),
  });
});
