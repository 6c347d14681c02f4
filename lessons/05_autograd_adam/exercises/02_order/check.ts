import type { Exercise } from "@nmf/lib/exercise";

export const exercise: Exercise = {
  id: "05.2",
  hints: [
    "What stands first in the list came from nothing; what stands last is the end.",
    "`for (const input of inputs[step])` goes through what the step came from.",
    "if (order.includes(step)) return; then the loop with visit(input); then order.push(step);",
  ],
  wrong: [
    {
      blank: "order.push(step);\nfor (const input of inputs[step]) visit(input);",
      says: "before what it came from",
    },
    {
      blank: "for (const input of inputs[step]) visit(input);\norder.push(step);",
      says: "more than once",
    },
    {
      blank:
        "if (order.includes(step)) return;\nfor (const input of inputs[step]) if (!order.includes(input)) order.push(input);\norder.push(step);",
      says: "only one step back",
    },
    {
      blank:
        "if (order.includes(step)) return;\norder.push(step);\nfor (const input of inputs[step]) visit(input);",
      says: "wrong way round",
    },
  ],
  check(student, look) {
    const inputs = { a: [], b: [], c: ["a", "b"], d: ["c", "a"], e: ["c", "d"] };
    const shown = Object.entries(inputs).map(([step, from]) => `${step} from [${from}]`);
    const given = { given: { inputs: shown.join("\n"), end: "e" } };
    const order = student.call<string[]>("forwardOrder", inputs, "e");
    look.equal("the steps that lead to e", order, ["a", "b", "c", "d", "e"], {
      ...given,
      slips: [
        {
          gives: ["e", "c", "a", "b", "d", "c", "a", "b", "a"],
          says:
            "Each step is written down before what it came from, and again each time it is " +
            "met. First its inputs, then itself.",
        },
        {
          gives: ["e", "c", "a", "b", "d"],
          says:
            "This is the wrong way round: a step is written down first, then its inputs. " +
            "Read backwards it would let c flow on before d has reached it.",
        },
        {
          gives: ["a", "b", "c", "a", "b", "c", "a", "d", "e"],
          says: "Steps are written down more than once. A slope would flow on as often.",
        },
        {
          gives: ["c", "d", "e"],
          says:
            "This goes only one step back: the inputs must be visited, not just written down.",
        },
      ],
    });
    look.equal(
      "what does not lead to the end is left out",
      student.call("forwardOrder", inputs, "c"),
      ["a", "b", "c"],
      { given: { ...given.given, end: "c" } },
    );
  },
};
