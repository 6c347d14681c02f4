import type { Exercise } from "@nmf/lib/exercise";
import { lookAtRun } from "../look_at_run.ts";

const step = (
  {
    penalty = "settings.lam * min(A[p] - settings.mu, 0.0)",
    penalised = "A[p] - settings.rate * (gradient[p] + penalty)",
    projected = "max(A[p] - settings.rate * gradient[p], 0.0)",
    chosen = "select(penalised, projected, PROJECT == 1)",
  } = {},
) =>
  `let penalty = ${penalty};
let penalised = ${penalised};
let projected = ${projected};
next[p] = ${chosen};`;

export const exercise: Exercise = {
  id: "04.11",
  hints: [
    "Compute both, each as its formula says, and choose at the end.",
    "let penalty = settings.lam * min(A[p] - settings.mu, 0.0); it joins the gradient in the brackets.",
    "next[p] = select(penalised, projected, PROJECT == 1); and projected is max(…, 0.0)",
  ],
  wrong: [
    {
      blank: step({ chosen: "select(projected, penalised, PROJECT == 1)" }),
      says: "what is taken if the condition is false",
    },
    {
      blank: step({ penalty: "settings.lam * max(A[p] - settings.mu, 0.0)" }),
      says: "entries above μ",
    },
    {
      blank: step({ penalty: "settings.lam * (A[p] - settings.mu)" }),
      says: "pulls the entries above μ down",
    },
    { blank: step({ penalty: "settings.lam * min(A[p], 0.0)" }), says: "μ is left out" },
    {
      blank: step({ penalty: "min(A[p] - settings.mu, 0.0)" }),
      says: "λ is left out",
    },
    {
      blank: step({ penalised: "A[p] - settings.rate * (gradient[p] - penalty)" }),
      says: "pushed down",
    },
    {
      blank: step({ penalised: "A[p] - settings.rate * gradient[p] - penalty" }),
      says: "outside of the brackets",
    },
    {
      blank: step({ penalised: "A[p] + settings.rate * (gradient[p] + penalty)" }),
      says: "up the slope",
    },
    {
      blank: step({ projected: "max(A[p], 0.0) - settings.rate * gradient[p]" }),
      says: "before the step",
    },
    {
      blank: step({ projected: "max(A[p] - settings.rate * gradient[p], settings.mu)" }),
      says: "puts back to μ",
    },
    {
      blank: step({ projected: "abs(A[p] - settings.rate * gradient[p])" }),
      says: "without their sign",
    },
    { blank: step({ projected: "max(penalised, 0.0)" }), says: "both remedies at once" },
    { blank: step({ chosen: "penalised" }), says: "PROJECT is 1 here" },
  ],
  async check(student, look) {
    const A = [-0.75, -0.25, 0, 0.25, 0.75, 2];
    const gradient = [1, -4, 2, 4, -1, 8];
    const settings = { rate: 0.125, lam: 4, mu: 0.5 };
    const { rate, lam, mu } = settings;
    const of = (value: (a: number, g: number) => number) => ({
      next: A.map((a, p) => value(a, gradient[p])),
    });
    const pen = (a: number) => lam * Math.min(a - mu, 0);
    const plain = (a: number, g: number) => a - rate * g;
    const penalised = (a: number, g: number) => a - rate * (g + pen(a));
    const projected = (a: number, g: number) => Math.max(plain(a, g), 0);
    const exchanged =
      "This is the projection, but PROJECT is 0 here: the penalty is asked for." +
      (student.text.includes("select(")
        ? " In select(no, yes, condition) what is taken if the condition is false stands first."
        : "");
    const run = {
      inputs: { A, gradient, settings },
      workgroups: [1, 1] as const,
    };
    const uphill =
      "This goes up the slope: the gradient is added, and must be taken away.";
    await lookAtRun(student, look, {
      ...run,
      what: "with the penalty, entries below μ are pushed up",
      expected: of(penalised),
      constants: { N: 6, PROJECT: 0 },
      slips: [
        { gives: of(projected), says: exchanged },
        {
          gives: of((a, g) => a - rate * (g + lam * Math.max(a - mu, 0))),
          says:
            "The penalty works on the entries above μ, and leaves those below alone. Below μ " +
            "A − μ is negative; which of min and max keeps that?",
        },
        {
          gives: of((a, g) => a - rate * (g + lam * (a - mu))),
          says:
            "This penalty also pulls the entries above μ down. There it must be 0: min(…, 0.0).",
        },
        {
          gives: of((a, g) => a - rate * (g + lam * Math.min(a, 0))),
          says:
            "μ is left out: an entry between 0 and μ is not pushed, and one below 0 too little.",
        },
        {
          gives: of((a, g) => a - rate * (g + Math.min(a - mu, 0))),
          says: "λ is left out: the penalty has no weight.",
        },
        {
          gives: of((a, g) => a - rate * (g - pen(a))),
          says:
            "Entries below μ are pushed down. The penalty's gradient is λ · min(A − μ, 0), which " +
            "is negative there, and it is added to the gradient.",
        },
        {
          gives: of((a, g) => a - rate * g - pen(a)),
          says:
            "The penalty stands outside of the brackets: it too is multiplied by the rate.",
        },
        {
          gives: of((a, g) => a - rate * g + pen(a)),
          says:
            "The penalty is added outside of the brackets. It joins the gradient, and the rate " +
            "and the minus are for both.",
        },
        {
          gives: of((a, g) => a - (g + pen(a))),
          says: "The rate is left out: it says how long the step is.",
        },
        {
          gives: of((a, g) => a - rate * (g + lam * Math.min(a + mu, 0))),
          says: "μ is added to A, and must be taken away: A − μ is negative below μ.",
        },
        {
          gives: of((a, g) => a - rate * (g + lam * Math.min(mu - a, 0))),
          says:
            "This is μ − A, which is negative above μ. What is to be pushed is below it.",
        },
        { gives: of((a, g) => a + rate * (g + pen(a))), says: uphill },
        {
          gives: of(plain),
          says: "This is the plain step, without a penalty.",
        },
      ],
    });
    await lookAtRun(student, look, {
      ...run,
      what: "with the projection, what came out below 0 is 0",
      expected: of(projected),
      constants: { N: 6, PROJECT: 1 },
      slips: [
        {
          gives: of(penalised),
          says:
            "This is the penalty, but PROJECT is 1 here: the projection is asked for. The check " +
            "changes the line of PROJECT.",
        },
        {
          gives: of((a, g) => Math.max(a, 0) - rate * g),
          says:
            "What is below 0 is put back before the step, and the step may carry it below once " +
            "more. Take the step first.",
        },
        {
          gives: of((a, g) => Math.max(plain(a, g), mu)),
          says: "This puts back to μ what is below it. A projection goes to 0.",
        },
        {
          gives: of((a, g) => Math.abs(plain(a, g))),
          says:
            "These are the numbers without their sign. For one below 0 the nearest that is allowed " +
            "is 0.",
        },
        {
          gives: of((a, g) => Math.max(penalised(a, g), 0)),
          says:
            "These are both remedies at once. A projection takes the plain step, without the " +
            "penalty.",
        },
        {
          gives: of((a, g) => Math.min(plain(a, g), 0)),
          says: "What is above 0 became 0. Which of min and max keeps the larger one?",
        },
        {
          gives: of(plain),
          says: "This is the plain step; what came out below 0 is still there.",
        },
        { gives: of((a, g) => Math.max(a + rate * g, 0)), says: uphill },
        {
          gives: of((a, g) => a < 0 ? 0 : plain(a, g)),
          says:
            "The old value is compared with 0, not the new one. Take the step, then look.",
        },
        {
          gives: of((a) => Math.max(a, 0)),
          says: "No step was taken: what is below 0 became 0, and the rest stayed.",
        },
      ],
    });
    // Another size, and settings that are powers of ten.
    const many = Array.from({ length: 19 }, (_, p) => (p * 7 % 19 - 6) / 8);
    const slopes = many.map((_, p) => (p * 5 % 13 - 6) / 2);
    const other = { rate: 0.1, lam: 100, mu: 1e-5 };
    for (const PROJECT of [0, 1]) {
      const next = many.map((a, p) => {
        const push = PROJECT === 1 ? 0 : other.lam * Math.min(a - other.mu, 0);
        const moved = a - other.rate * (slopes[p] + push);
        return PROJECT === 1 ? Math.max(moved, 0) : moved;
      });
      await lookAtRun(student, look, {
        what: `so it is for 19 numbers, with the lesson's λ and μ (PROJECT = ${PROJECT})`,
        inputs: { A: many, gradient: slopes, settings: other },
        expected: { next },
        workgroups: [3, 1],
        constants: { N: 19, PROJECT },
      });
    }
  },
};
