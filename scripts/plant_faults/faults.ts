/** A mistake that is put into the course on purpose. */
export interface Fault {
  /** What is wrong, in a few words. */
  name: string;
  /** The file, from the project's root. */
  file: string;
  /** The text that is replaced; it stands in the file exactly once. */
  find: string;
  put: string;
  /** The row that `compare` must name. */
  row: string;
}

/** What all rows have alike. */
export const OF_ALL_ROWS = ["V, by TF-IDF", "the starts"] as const;
const [WEIGHTS, STARTS] = OF_ALL_ROWS;
const MU = "multiplicative updates";
const DESCENT = "gradient descent";
/** The row that needs a GPU. */
export const ON_GPU = "gradient descent on the GPU";
const PENALTY = "Adam with a penalty";
const SOFTPLUS = "Adam with softplus";
const PROJECTION = "Adam with projection";
/** The row that runs whatever is asked for. */
export const EXPERT_CD = "coordinate descent (expert)";
const EXPERT_MU = "multiplicative updates (expert)";

const LESSON_01 = "lessons/01_tf_idf/method.ts";
const LESSON_02 = "lessons/02_multiplicative_updates/method.ts";
const LESSON_03 = "lessons/03_sgd/method.ts";
const LESSON_04 = "lessons/04_webgpu_sgd/method.ts";
const STEP = "lessons/04_webgpu_sgd/step.wgsl";
const LESSON_05 = "lessons/05_autograd_adam/method.ts";
const LESSON_06 = "lessons/06_comparison/methods.ts";

/** Mistakes that people make, in every method and in what is below it. */
export const FAULTS: readonly Fault[] = [
  {
    name: "idf: the number of documents without its 1",
    file: LESSON_01,
    find: "Math.log((1 + n) / (1 + df)) + 1",
    put: "Math.log(n / (1 + df)) + 1",
    row: WEIGHTS,
  },
  {
    name: "idf: nothing added to the logarithm",
    file: LESSON_01,
    find: "Math.log((1 + n) / (1 + df)) + 1",
    put: "Math.log((1 + n) / (1 + df))",
    row: WEIGHTS,
  },
  {
    name: "idf: occurrences counted in place of documents",
    file: LESSON_01,
    find: "columnSums(counts.mapNonzeros(() => 1))",
    put: "columnSums(counts)",
    row: WEIGHTS,
  },
  {
    name: "the wrong norm: the sum of a row in place of its length",
    file: LESSON_01,
    find: "const length = Math.sqrt(squares);",
    put: "const length = squares;",
    row: WEIGHTS,
  },
  {
    name: "categories' sums in place of means",
    file: LESSON_01,
    find: "row[t] = sum / size",
    put: "row[t] = sum",
    row: WEIGHTS,
  },
  {
    name: "lib/text: idf without the 1 that is added",
    file: "lib/text/tfidf_transformer.ts",
    find: "Math.log((counts.rows + one) / inDocuments) + 1",
    put: "Math.log((counts.rows + one) / inDocuments)",
    row: WEIGHTS,
  },

  {
    name: "stop test against the previous error",
    file: LESSON_02,
    find: "(previous - error) / first < tol",
    put: "(previous - error) / previous < tol",
    row: MU,
  },
  {
    name: "stop test never looks at a later error than the first",
    file: LESSON_02,
    find: "    previous = error;\n",
    put: "",
    row: MU,
  },
  {
    name: "stop test after every one of the first ten iterations",
    file: LESSON_02,
    find: "    if (i % 10 !== 0) continue;\n",
    put: "",
    row: MU,
  },
  {
    name: "tol ten times as large",
    file: LESSON_02,
    find: "tol: 1e-4,",
    put: "tol: 1e-3,",
    row: MU,
  },
  {
    name: "one iteration fewer",
    file: LESSON_02,
    find: "i <= iterations; i++",
    put: "i < iterations; i++",
    row: MU,
  },
  {
    name: "V Hᵀ × 1.01 in the update of W",
    file: LESSON_02,
    find: "div(matmul(V, transpose(H)),",
    put: "div(mul(matmul(V, transpose(H)), 1.01),",
    row: MU,
  },
  {
    name: "H multiplied by the ratio turned round",
    file: LESSON_02,
    find: "H = mul(H, ratioH);",
    put: "H = div(H, ratioH);",
    row: MU,
  },
  {
    name: "H updated from the old W",
    file: LESSON_02,
    find: "({ W, H } = update(V, { W, H }));",
    // W of the turned problem is Hᵀ.
    put: "const [Ht, Wt] = [transpose(H), transpose(W)];\n" +
      "    ({ W } = update(V, { W, H }));\n" +
      "    H = transpose(update(transpose(V), { W: Ht, H: Wt }).W);",
    row: MU,
  },

  {
    name: "λ halved in the settings",
    file: LESSON_03,
    find: "lam: 100, mu: 1e-5",
    put: "lam: 50, mu: 1e-5",
    row: DESCENT,
  },
  {
    name: "λ halved for W",
    file: LESSON_03,
    find: "mul(penalty(W, mu), lam)",
    put: "mul(penalty(W, mu), lam / 2)",
    row: DESCENT,
  },
  {
    name: "μ 0 in the settings",
    file: LESSON_03,
    find: "lam: 100, mu: 1e-5",
    put: "lam: 100, mu: 0",
    row: DESCENT,
  },
  {
    name: "μ ignored",
    file: LESSON_03,
    find: "a < mu ? a - mu : 0",
    put: "a < 0 * mu ? a : 0",
    row: DESCENT,
  },
  {
    name: "μ ignored in the penalty of H",
    file: LESSON_03,
    find: "mul(penalty(H, mu), lam)",
    put: "mul(penalty(H, 0), lam)",
    row: DESCENT,
  },
  {
    name: "one step fewer",
    file: LESSON_03,
    find: "i < iterations; i++",
    put: "i < iterations - 1; i++",
    row: DESCENT,
  },
  {
    name: "V Hᵀ × 1.01 in the gradient of W",
    file: LESSON_03,
    find: "matmul(V, transpose(H)));",
    put: "mul(matmul(V, transpose(H)), 1.01));",
    row: DESCENT,
  },
  {
    name: "a transpose forgotten",
    file: LESSON_03,
    find: "matmul(V, transpose(H)));",
    put: "matmul(V, H));",
    row: DESCENT,
  },
  {
    name: "a rate × 1.1 for W",
    file: LESSON_03,
    find: "W = sub(W, mul(dW, rate(i)));",
    put: "W = sub(W, mul(dW, 1.1 * rate(i)));",
    row: DESCENT,
  },
  {
    name: "W with the rate of the step before",
    file: LESSON_03,
    find: "W = sub(W, mul(dW, rate(i)));",
    put: "W = sub(W, mul(dW, rate(Math.max(i - 1, 0))));",
    row: DESCENT,
  },
  {
    name: "H updated from the new W",
    file: LESSON_03,
    find: "    H = sub(H, mul(dH, rate(i)));",
    put: "    H = sub(H, mul(gradients(V, { W, H }, lam, mu).dH, rate(i)));",
    row: DESCENT,
  },
  {
    name: "H moved up its gradient",
    file: LESSON_03,
    find: "    H = sub(H, mul(dH, rate(i)));",
    put: "    H = add(H, mul(dH, rate(i)));",
    row: DESCENT,
  },
  {
    name: "the rate falls a hundred steps later",
    file: LESSON_03,
    find: '"0.05 * 0.9^ceil(i/100)"',
    put: '"0.05 * 0.9^floor(i/100)"',
    row: DESCENT,
  },

  {
    name: "a rate of the wrong epoch",
    file: LESSON_03,
    find: "mul(dW, rate(i))), 0)",
    put: "mul(dW, rate(i + 1))), 0)",
    row: "SGD",
  },
  {
    name: "documents never shuffled",
    file: LESSON_03,
    find: "random.permutation(V.rows)",
    put: "Int32Array.from({ length: V.rows }, (_, i) => i)",
    row: "SGD",
  },
  {
    name: "documents shuffled once for all epochs",
    file: LESSON_03,
    find: "  for (let i = 0; i < epochs; i++) {\n" +
      "    const order = random.permutation(V.rows);\n",
    put: "  const order = random.permutation(V.rows);\n" +
      "  for (let i = 0; i < epochs; i++) {\n",
    row: "SGD",
  },
  {
    name: "the last short batch dropped",
    file: LESSON_03,
    find: "p < V.rows; p += batchSize",
    put: "p + batchSize <= V.rows; p += batchSize",
    row: "SGD",
  },
  {
    name: "H not kept from falling below 0",
    file: LESSON_03,
    find: "H = clampMin(sub(H, mul(dH, rate(i))), 0);",
    put: "H = sub(H, mul(dH, rate(i)));",
    row: "SGD",
  },
  {
    name: "the mean of a batch in place of its sum",
    file: LESSON_03,
    find: "H = clampMin(sub(H, mul(dH, rate(i))), 0);",
    put: "H = clampMin(sub(H, mul(dH, rate(i) / batch.length)), 0);",
    row: "SGD",
  },
  {
    name: "batches of 50",
    file: LESSON_03,
    find: "batchSize: 100 }",
    put: "batchSize: 50 }",
    row: "SGD",
  },
  {
    name: "lesson 06 draws with another seed",
    file: LESSON_06,
    find: "new Random(seed)",
    put: "new Random(seed + 1)",
    row: "SGD",
  },

  {
    name: "step.wgsl: μ halved",
    file: STEP,
    find: "min(f[q] - settings.mu, vec4f())",
    put: "min(f[q] - 0.5 * settings.mu, vec4f())",
    row: ON_GPU,
  },
  {
    name: "step.wgsl: λ halved",
    file: STEP,
    find: "settings.lam * penalty)",
    put: "0.5 * settings.lam * penalty)",
    row: ON_GPU,
  },
  {
    name: "step.wgsl: the rate × 1.1",
    file: STEP,
    find: "f[q] - settings.rate * (gradient[q]",
    put: "f[q] - 1.1 * settings.rate * (gradient[q]",
    row: ON_GPU,
  },
  {
    name: "step.wgsl: the sign of V",
    file: STEP,
    find: "gradient[q] -= value *",
    put: "gradient[q] += value *",
    row: ON_GPU,
  },
  {
    name: "step.wgsl: the Gram matrix of the other factor",
    file: STEP,
    find: "i < DOCUMENTS)",
    put: "i >= DOCUMENTS)",
    row: ON_GPU,
  },
  {
    name: "step.wgsl: no more than four topics",
    file: STEP,
    find: "f[r / 4][r % 4] *",
    put: "f[0][r % 4] *",
    row: ON_GPU,
  },
  {
    name: "gram.wgsl: no more than four topics",
    file: "gpu/kernels/gram.wgsl",
    find: "a[r / 4][r % 4] * a[q]",
    put: "a[0][r % 4] * a[q]",
    row: ON_GPU,
  },
  {
    name: "sum_partials.wgsl: the first partial sum left out",
    file: "gpu/kernels/sum_partials.wgsl",
    find: "for (var p = j; p <",
    put: "for (var p = j + size; p <",
    row: ON_GPU,
  },
  {
    name: "the GPU takes the steps before a reading once more",
    file: LESSON_04,
    find: "    rates = [];\n",
    put: "",
    row: ON_GPU,
  },
  {
    name: "the GPU takes every step with the first rate",
    file: LESSON_04,
    find: "rates.push(rate(i));",
    put: "rates.push(rate(0));",
    row: ON_GPU,
  },
  {
    name: "the kernel's specification without λ",
    file: LESSON_04,
    find: "(gradient[r] + lam * penalty)",
    put: "(gradient[r] + penalty)",
    row: ON_GPU,
  },
  {
    name: "the specification moves Hᵀ from the new W",
    file: LESSON_04,
    find: "stepSpecification(V.transpose(), Ht, W, settings)",
    put: "stepSpecification(V.transpose(), Ht, nextW, settings)",
    row: ON_GPU,
  },

  {
    name: "the penalty on what is positive",
    file: LESSON_05,
    find: "A.clamp({ max: 0 })",
    put: "A.clamp({ min: 0 })",
    row: PENALTY,
  },
  {
    name: "the penalty for W twice, for H never",
    file: LESSON_05,
    find: "penalty(W).add(penalty(H))",
    put: "penalty(W).add(penalty(W))",
    row: PENALTY,
  },
  {
    name: "the penalty's sum in place of its mean",
    file: LESSON_05,
    find: ".pow(2).mean()",
    put: ".pow(2).sum()",
    row: PENALTY,
  },
  {
    name: "gradients of all steps added up",
    file: LESSON_05,
    find: "    optimizer.zeroGrad();\n",
    put: "",
    row: PENALTY,
  },
  {
    name: "every step with the first rate",
    file: LESSON_05,
    find: "optimizer.lr = rate(i);",
    put: "optimizer.lr = rate(0);",
    row: SOFTPLUS,
  },
  {
    name: "PyTorch's β₂ in place of the course's",
    file: LESSON_05,
    find: "beta2: 0.9 }",
    put: "beta2: 0.999 }",
    row: PROJECTION,
  },
  {
    name: "a rate × 1.1 in the settings",
    file: LESSON_05,
    find: '"0.3 * 0.99^i"',
    put: '"0.33 * 0.99^i"',
    row: SOFTPLUS,
  },
  {
    name: "H does not begin at softplus's inverse",
    file: LESSON_05,
    find: "map(start.H, inverse)",
    put: "start.H",
    row: SOFTPLUS,
  },
  {
    name: "the inverse of eˣ in place of softplus's",
    file: LESSON_05,
    find: "Math.log(Math.expm1(",
    put: "Math.log(Math.exp(",
    row: SOFTPLUS,
  },
  {
    name: "projection only for W",
    file: LESSON_05,
    find: "    H.value.data.set(clampMin(H.value, 0).data);\n",
    put: "",
    row: PROJECTION,
  },
  {
    name: "lib/autograd: the mean of the gradients is not corrected",
    file: "lib/autograd/adam.ts",
    find: "this.lr / (1 - beta1 ** t)",
    put: "this.lr",
    row: PENALTY,
  },
  {
    name: "lib/autograd: the mean of the squares is not corrected",
    file: "lib/autograd/adam.ts",
    find: "1 / Math.sqrt(1 - beta2 ** t)",
    put: "1",
    row: PROJECTION,
  },
  {
    name: "lib/autograd: the loss's gradient of W with its sign turned",
    file: "lib/autograd/frobenius_loss.ts",
    find: "sub(matmul(W.value, HHt), VHt)",
    put: "sub(VHt, matmul(W.value, HHt))",
    row: PENALTY,
  },
  {
    name: "lib/autograd: softplus has the slope 1",
    file: "lib/autograd/entrywise.ts",
    find: "(x[p]! < 0 ? e : 1) / (1 + e)",
    put: "1",
    row: SOFTPLUS,
  },

  {
    name: "lib/nmf: the expert's entries are mirrored at 0",
    file: "lib/nmf/fused_pass.ts",
    find: "x${t} = (y${t} + Math.abs(y${t})) / 2;",
    put: "x${t} = Math.abs(y${t});",
    row: EXPERT_CD,
  },
  {
    name: "lib/nmf: the expert stops at tol itself",
    file: "lib/nmf/coordinate_descent.ts",
    find: "violation / firstViolation <= tol",
    put: "violation <= tol",
    row: EXPERT_CD,
  },
  {
    name: "lib/nmf: V Hᵀ × 1.01 in the expert's updates",
    file: "lib/nmf/fused_pass.ts",
    find: "f[row + ${t}] = x${t} * p${t} /",
    put: "f[row + ${t}] = 1.01 * x${t} * p${t} /",
    row: EXPERT_MU,
  },
  {
    name: "lib/nmf: the expert's stop test against the previous error",
    file: "lib/nmf/multiplicative_update.ts",
    find: "(previousError - now) / firstError < tol",
    put: "(previousError - now) / previousError < tol",
    row: EXPERT_MU,
  },
  {
    name: "lib/nmf: a start keeps the lighter parts of the singular vectors",
    file: "lib/nmf/initialize.ts",
    find: "weight(1) > weight(-1) ? 1 : -1",
    put: "weight(1) > weight(-1) ? -1 : 1",
    row: STARTS,
  },
  {
    name: "lib/matrix: a shuffle that leaves the last in its place",
    file: "lib/matrix/random.ts",
    find: "const j = this.#integer(i);",
    put: "const j = this.#integer(i - 1);",
    row: STARTS,
  },
];
