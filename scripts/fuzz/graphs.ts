import fc from "fast-check";
import { Tensor } from "@nmf/lib/autograd";
import { Matrix, SparseMatrix } from "@nmf/lib/matrix";
import { matrixDifference } from "./close.ts";
import { type Comparison, type Entries, isError } from "./kind.ts";

/** What the other side of an operation is: an earlier value, a constant, a number. */
type Other = { of: number } | Entries | number;

/** One operation, on the value number `a` and perhaps another. */
export interface Step {
  op: string;
  a: number;
  b?: Other;
  /** Whether a constant matrix is sparse. */
  sparse?: boolean;
  p?: number;
  min?: number;
  max?: number;
}

/** Variables and constants, then operations; the last value is the loss. */
export interface GraphCase {
  leaves: (Entries & { requiresGrad: boolean })[];
  steps: Step[];
  /** How often `backward` is called. */
  passes: number;
}

/** Every value, and the gradients of the leaves; null where there is none. */
export interface GraphAnswer {
  values: Entries[];
  gradients: (Entries | null)[];
}

const UNARY = ["transpose", "sqrt", "exp", "log", "softplus", "sum", "mean", "norm"];
const BINARY = ["add", "sub", "mul", "div"];
const OPERATIONS = [
  ...UNARY,
  ...BINARY,
  ...BINARY,
  "matmul",
  "premultiply",
  "pow",
  "clamp",
  "detach",
];

const entry = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -12, max: 12 }).map((n) => n / 4) },
  { weight: 4, arbitrary: fc.integer({ min: -3000, max: 3000 }).map((n) => n / 997) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      0,
      -0,
      1e-3,
      21,
      -37,
      100,
      710,
      -746,
      1e-200,
      -1e200,
      Infinity,
      -Infinity,
      NaN,
    ),
  },
);
const size = fc.integer({ min: 1, max: 3 });
const entries = fc.array(entry, { minLength: 9, maxLength: 9 });

const raw = fc.record({
  leaves: fc.array(
    fc.record({ rows: size, cols: size, entries, requiresGrad: fc.boolean() }),
    { minLength: 1, maxLength: 3 },
  ),
  steps: fc.array(
    fc.record({
      op: fc.constantFrom(...OPERATIONS),
      a: fc.nat(20),
      b: fc.nat(20),
      other: fc.constantFrom("value", "value", "number", "matrix"),
      size,
      entries,
      sparse: fc.boolean(),
      p: fc.constantFrom(2, 0, 1, -1, 0.5, 3, -2, 1.5),
      bounds: fc.tuple(entry, entry),
      sides: fc.constantFrom("min", "max", "both"),
    }),
    { minLength: 1, maxLength: 7 },
  ),
  last: fc.constantFrom("sum", "mean", "norm"),
  passes: fc.constantFrom(1, 1, 2),
});

type Shape = Pick<Entries, "rows" | "cols">;
type Raw = typeof raw extends fc.Arbitrary<infer T> ? T : never;

/** What was drawn, with shapes that go together. */
function program({ leaves, steps, last, passes }: Raw): GraphCase {
  const made: GraphCase = {
    leaves: leaves.map(({ rows, cols, entries, requiresGrad }, i) => ({
      rows,
      cols,
      data: entries.slice(0, rows * cols),
      requiresGrad: requiresGrad || i === 0,
    })),
    steps: [],
    passes,
  };
  const shapes: Shape[] = made.leaves.map(({ rows, cols }) => ({ rows, cols }));
  const push = (step: Step) => {
    made.steps.push(step);
    shapes.push(shapeAfter(step, shapes));
  };
  for (const drawn of steps) push(step(drawn, shapes));
  push({ op: last, a: shapes.length - 1 });
  return made;
}

function step(drawn: Raw["steps"][number], shapes: Shape[]): Step {
  // The newest values first, so that programs are deep.
  const back = (n: number) => shapes.length - 1 - n % shapes.length;
  const { op } = drawn;
  const a = back(drawn.a);
  const { rows, cols } = shapes[a];
  const constant = (rows: number, cols: number): Entries => ({
    rows,
    cols,
    data: drawn.entries.slice(0, rows * cols),
  });
  const among = (fits: (shape: Shape) => boolean) => {
    const fitting = shapes.map((_, i) => i).filter((i) => fits(shapes[i]));
    return fitting.length === 0 ? undefined : { of: fitting[drawn.b % fitting.length] };
  };
  if (op === "pow") return { op, a, p: drawn.p };
  if (op === "clamp") {
    const [x, y] = drawn.bounds.map((bound) => Number.isNaN(bound) ? 0 : bound);
    return {
      op,
      a,
      min: drawn.sides === "max" ? -Infinity : Math.min(x, y),
      max: drawn.sides === "min" ? Infinity : Math.max(x, y),
    };
  }
  if (op === "matmul") {
    const b = drawn.other === "value" ? among((shape) => shape.rows === cols) : undefined;
    if (b !== undefined) return { op, a, b };
    return { op, a, b: constant(cols, drawn.size), sparse: drawn.sparse };
  }
  if (op === "premultiply") {
    return { op, a, b: constant(drawn.size, rows), sparse: drawn.sparse };
  }
  if (!BINARY.includes(op)) return { op, a };
  if (drawn.other === "number") return { op, a, b: drawn.entries[0] };
  if (drawn.other === "matrix") return { op, a, b: constant(rows, cols) };
  const scalar = (shape: Shape) => shape.rows === 1 && shape.cols === 1;
  const b = among((shape) =>
    (shape.rows === rows && shape.cols === cols) || scalar(shape) || scalar(shapes[a])
  );
  return { op, a, b: b! };
}

function shapeAfter({ op, a, b }: Step, shapes: Shape[]): Shape {
  const { rows, cols } = shapes[a];
  const other: Shape = typeof b !== "object"
    ? { rows: 1, cols: 1 }
    : "of" in b
    ? shapes[b.of]
    : b;
  if (["sum", "mean", "norm"].includes(op)) return { rows: 1, cols: 1 };
  if (op === "transpose") return { rows: cols, cols: rows };
  if (op === "matmul") return { rows, cols: other.cols };
  if (op === "premultiply") return { rows: other.rows, cols };
  return rows === 1 && cols === 1 ? other : { rows, cols };
}

function matrix({ rows, cols, data }: Entries): Matrix {
  return new Matrix(rows, cols, Float64Array.from(data));
}

/** Takes one step of a program. */
function take({ op, a, b, sparse, p, min, max }: Step, values: Tensor[]): Tensor {
  const x = values[a];
  const other = typeof b === "object" ? "of" in b ? values[b.of] : matrix(b) : b!;
  const constant = () =>
    sparse && other instanceof Matrix ? SparseMatrix.fromDense(other) : other;
  switch (op) {
    case "add":
    case "sub":
    case "mul":
    case "div":
      return x[op](other);
    case "matmul":
      return x.matmul(constant() as Matrix);
    case "premultiply":
      return x.premultiply(constant() as Matrix);
    case "pow":
      return x.pow(p!);
    case "clamp":
      return x.clamp({ min: min!, max: max! });
    default:
      return x[op as "exp"]();
  }
}

/** Values and gradients of random programs beside PyTorch's. */
export const graphs: Comparison<GraphCase, GraphAnswer> = {
  id: "graphs",
  cases: raw.map(program),
  ours({ leaves, steps, passes }) {
    const values = leaves.map((leaf) =>
      new Tensor(matrix(leaf), { requiresGrad: leaf.requiresGrad })
    );
    const variables = values.slice();
    for (const step of steps) values.push(take(step, values));
    const loss = values.at(-1)!;
    if (loss.requiresGrad) { for (let i = 0; i < passes; i++) loss.backward(); }
    return {
      values: values.map((x) => x.value),
      gradients: variables.map((x) => x.requiresGrad && x.hasGrad ? x.grad : null),
    };
  },
  question: (input) => ({ what: "graph", ...input }),
  difference(_, ours, theirs) {
    if (isError(ours) || isError(theirs)) {
      return `ours ${isError(ours) ? ours.error : "no error"}, theirs ${
        isError(theirs) ? theirs.error : "none"
      }`;
    }
    for (const [i, value] of ours.values.entries()) {
      const found = matrixDifference(`value ${i}`, value, theirs.values[i], 1e-9);
      if (found !== undefined) return found;
    }
    for (const [i, gradient] of ours.gradients.entries()) {
      const other = theirs.gradients[i];
      if (gradient === null || other === null) {
        if (gradient === other) continue;
        return `gradient ${i}: ours ${gradient && "is there"}, theirs ${
          other && "is there"
        }`;
      }
      const found = matrixDifference(`gradient ${i}`, gradient, other, 1e-9);
      if (found !== undefined) return found;
    }
    return undefined;
  },
};
