/**
 * What `browser_test.ts` runs in a page and in Deno: something of every room that computes.
 *
 * @module
 */
import { Adam, frobeniusLoss, Tensor } from "@nmf/lib/autograd";
import { errorCurve, topicBars } from "@nmf/lib/charts";
import { checkWork, showFinding, Student } from "@nmf/lib/exercise";
import { Matrix, Random, truncatedSvd, uniformMatrix } from "@nmf/lib/matrix";
import { categoryAgreement, matchTopics } from "@nmf/lib/metrics";
import { initialize, NMF } from "@nmf/lib/nmf";
import { showTopics, TfidfVectorizer } from "@nmf/lib/text";
import { exercise } from "../lessons/02_multiplicative_updates/exercises/01_update_of_h/check.ts";
import { updateH } from "../lessons/02_multiplicative_updates/exercises/01_update_of_h/solution.ts";
import * as lesson01 from "../lessons/01_tf_idf/method.ts";
import * as lesson02 from "../lessons/02_multiplicative_updates/method.ts";
import * as lesson03 from "../lessons/03_sgd/method.ts";
import * as lesson04 from "../lessons/04_webgpu_sgd/method.ts";
import * as lesson05 from "../lessons/05_autograd_adam/method.ts";

const TEXTS = [
  "The moon and the stars above the telescope",
  "A telescope shows craters on the moon, and STARS",
  "Bread dough rises in the oven, naïve or not",
  "The oven bakes bread; 月亮 and cake",
];

/** Results of every room, as data: numbers are the same to the last bit, or nearly so. */
export async function everything() {
  const vectorizer = new TfidfVectorizer({ stopWords: "english" });
  const V = vectorizer.fitTransform(TEXTS);
  const terms = vectorizer.featureNames;
  const nmf = new NMF({ nComponents: 2 });
  const W = nmf.fitTransform(V);
  const start = initialize(V, 2, "nndsvda", 1);
  const steps = { iterations: 5, rate: () => 0.05, lam: 1, mu: 1e-3 };
  const x = new Tensor(Matrix.from([[1, -2]]), { requiresGrad: true });
  const adam = new Adam([x], { lr: 0.1 });
  frobeniusLoss(
    Matrix.from([[3]]),
    x.matmul(x.transpose()),
    new Tensor(Matrix.from([[1]])),
  )
    .backward();
  adam.step();
  const text = "";
  const found = await checkWork(exercise, text, () =>
    Promise.resolve(
      new Student({ text, url: new URL("file:///x.ts"), exported: { updateH } }),
    ));
  const topics = showTopics(nmf.components, terms, 3);
  const matrices: Record<string, Matrix> = {
    V: V.toDense(),
    W,
    H: nmf.components,
    uniform: uniformMatrix(2, 3, new Random(1)),
    U: truncatedSvd(V, 2).U,
    start: start.W,
    tfidf: lesson01.tfidf(V).toDense(),
    updated: lesson02.update(V, start).H,
    descended: lesson03.gradientDescent(V, start, steps).W,
    specified: lesson04.descendOnCpu(V, start, steps).H,
    projected: lesson05.adamWithProjection(V, start, steps).W,
    x: x.value,
  };
  return {
    numbers: Object.fromEntries(
      Object.entries(matrices).map(([name, { data }]) => [name, Array.from(data)]),
    ),
    words: {
      terms,
      topics,
      findings: found.flatMap(showFinding),
      agreement: categoryAgreement(W, V, ["sky", "sky", "food", "food"]).purity,
      matched: matchTopics(topics, topics.toReversed()).pairs.map(({ b }) => b),
      charts: [
        errorCurve(
          [{ name: "mu", points: [{ iteration: 1, seconds: 1, error: 2 }] }],
          "e",
        ),
        topicBars([[{ term: "moon", weight: 1 }]], "t"),
      ],
    },
  };
}

Object.assign(globalThis, { everything });
