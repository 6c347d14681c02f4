import type { Exercise, Student } from "@nmf/lib/exercise";

interface Num {
  value: number;
  slope: number;
  flow: () => void;
}

export const exercise: Exercise = {
  id: "05.1",
  hints: [
    "Look at plus: its two lines have the same form as those that you need.",
    "What flows to a is multiplied by the value of the other one.",
    "a.slope += b.value * out.slope; and the same for b.",
  ],
  wrong: [
    {
      blank: "a.slope += a.value * out.slope;\nb.slope += b.value * out.slope;",
      says: "its own value",
    },
    { blank: "a.slope += out.slope;\nb.slope += out.slope;", says: "flow of a sum" },
    { blank: "a.slope += b.value;\nb.slope += a.value;", says: "slope of out" },
    {
      blank: "a.slope = b.value * out.slope;\nb.slope = a.value * out.slope;",
      says: "adds up",
    },
    { blank: "a.slope += b.value * out.slope;", says: "Nothing flows to b" },
  ],
  check(student, look) {
    const number = (value: number) => student.call<Num>("number", value);
    const [a, b] = [number(3), number(5)];
    const out = student.call<Num>("multiply", a, b);
    look.equal("3 · 5 is 15", out?.value, 15);
    out.slope = 2;
    out.flow();
    const given = { a: 3, b: 5, "slope of out": 2 };
    look.equal("2 at the result flows back as 5 · 2 and 3 · 2", [a.slope, b.slope], [
      10,
      6,
    ], {
      given,
      slips: [
        {
          gives: [6, 10],
          says:
            "Each was multiplied by its own value. If a grows a little, out grows b times " +
            "as much: the other one's value counts.",
        },
        {
          gives: [2, 2],
          says: "This is the flow of a sum. In a product the values count.",
        },
        {
          gives: [5, 3],
          says:
            "The slope of out is missing: what arrives at the result is handed on, times the " +
            "other value.",
        },
        { gives: [10, 0], says: "Nothing flows to b yet." },
      ],
    });
    const x = number(4);
    const square = student.call<Num>("multiply", x, x);
    square.slope = 1;
    square.flow();
    look.equal("x · x at 4 has the slope 2 · 4", x.slope, 8, {
      given: { x: 4 },
      slips: [{
        gives: 4,
        says: "x is used twice here, and what flows back adds up: += instead of =.",
      }],
    });
    look.equal("a · b + a at 3, 5 has the slopes 5 + 1 and 3", twice(student), [6, 3], {
      given: { a: 3, b: 5 },
    });
  },
};

function twice(student: Student): number[] {
  const a = student.call<Num>("number", 3);
  const b = student.call<Num>("number", 5);
  const product = student.call<Num>("multiply", a, b);
  const sum = student.call<Num>("plus", product, a);
  sum.slope = 1;
  sum.flow();
  product.flow();
  return [a.slope, b.slope];
}
