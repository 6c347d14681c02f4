import { matchTopics } from "@nmf/lib/metrics";
import {
  type Expectation,
  EXPERT,
  METHODS,
} from "../../lessons/06_comparison/methods.ts";
import { counted, list } from "../../lessons/06_comparison/phrases.ts";
import mini from "../../lessons/testing/expected_mini.json" with { type: "json" };
import news from "./expected_20news.json" with { type: "json" };
import { ALL_ITERATIONS, EXPECTED_WORDS, type Settings } from "./options.ts";
import { type Facts, FIXED_START, PEER, type Result } from "./results.ts";

/** What scikit-learn and NumPy find in a corpus with 6 topics. */
export interface Expected {
  documents?: number;
  terms: number;
  nonzeros: number;
  svd_floor: number;
  cd: { topics: string[][]; error: number };
  mu: { topics: string[][]; error: number };
  gradient_descent: { topics: string[][]; error: number; error_clamped: number };
  adam: {
    penalty_1e6: { topics: string[][]; error: number; error_clamped: number };
  };
}

/** By the corpus's name. */
const EXPECTED: Record<string, Expected> = { mini, "20news": news };
/** The rank they were made with. */
const EXPECTED_RANK: number = 6;

/**
 * How far an error may be from scikit-learn's after the same steps, as a share: both round
 * to 16 digits, and what rounding leaves after 200 iterations is far below this.
 */
const SAME_STEPS = 1e-6;
/**
 * The same for the descents: their large penalty throws small negative entries to and fro,
 * which magnifies the last digits on the way. After the last step less than 1e-5 is left of
 * that, with the GPU's seven digits too.
 */
const SAME_END = 2e-5;
/**
 * What nobody else computed must be this near to scikit-learn's error without negatives:
 * the course calls that near enough. A local minimum that is another one is farther away.
 */
const AS_GOOD = 1e-3;
/** Words that a topic must share with the expected one, as a share: 7 of 8. */
const ALIKE = 7 / 8;
/**
 * On texts that nobody has computed before, the methods differ by less than this. With 3 to
 * 12 topics on the small corpus the farthest, SGD, was 0.4 % above the expert.
 */
const ROUGHLY = 5e-3;
/**
 * The descent on the GPU takes the steps of the one on the processor with seven digits; from
 * the nndsvda start their errors differ by 1e-9. A mistake in the kernel shows.
 */
const SAME_DESCENT = 1e-5;
/**
 * With fewer documents than this a method may be farther away: the lessons' learning rates
 * and batches were chosen for hundreds.
 */
const FEW_DOCUMENTS = 100;

/** How far below the floor rounding may take an error, of ‖V‖: the GPU has 7 digits. */
const ROUNDING = 1e-6;

/** What is expected of each method of the course, by its id. */
const EXPECTATIONS = new Map(METHODS.map(({ id, expected }) => [id, expected]));

/** The rows of the expected numbers, and how near a method that has one must be. */
const ROWS: Record<
  NonNullable<Expectation["numbers"]>,
  (known: Expected) => {
    error: number;
    error_clamped?: number;
    topics: string[][];
    within: number;
  }
> = {
  cd: ({ cd }) => ({ ...cd, within: SAME_STEPS }),
  mu: ({ mu }) => ({ ...mu, within: SAME_STEPS }),
  gradient_descent: ({ gradient_descent }) => ({ ...gradient_descent, within: SAME_END }),
  adam_penalty: ({ adam }) => ({ ...adam.penalty_1e6, within: SAME_END }),
};

/** One comparison with an expected number. */
export interface Compared {
  method: string;
  /** Such as "honest error". */
  what: string;
  found: string;
  expected: string;
  /** How far apart they may be. */
  within: string;
}

/** What a check says. */
export interface Check {
  /** What it compared with, or why not. */
  about: string[];
  /** One line for each row that is not as expected, its name first. */
  findings: string[];
  /** All comparisons with expected numbers. */
  numbers: Compared[];
}

/**
 * Checks all results: against expected numbers from outside the course where there are
 * some, and against what holds for any texts.
 *
 * @param results of all ranks and starts
 * @param expected by the corpus's name; those that travel with the course when left out
 */
export function check(
  results: readonly Result[],
  facts: Facts,
  settings: Settings,
  expected: Record<string, Expected> = EXPECTED,
): Check {
  const about: string[] = [];
  const findings: string[] = [];
  const numbers: Compared[] = [];
  const full = settings.iterations >= ALL_ITERATIONS;
  // A folder may be called mini too.
  const known = expected[settings.corpus ?? facts.corpus.name];
  const reason = reasonAgainst(known, settings);
  if (reason === undefined) {
    about.push(
      `The nndsvda start with ${EXPECTED_RANK} topics is checked against the numbers of ` +
        `scikit-learn and NumPy.`,
    );
    findings.push(...checkCorpus(facts, known!));
  } else about.push(`The check against expected numbers is left out: ${reason}.`);
  if (full && facts.corpus.documents < FEW_DOCUMENTS) {
    about.push(
      `How near the methods are to the expert is not checked with fewer than ` +
        `${FEW_DOCUMENTS} documents: the lessons' settings are for more.`,
    );
  }
  const made = { twins: 0, nearExpert: 0 };
  for (const result of results) {
    const say = (text: string) =>
      void findings.push(`${labelOf(result)} (${origin(result)}): ${text}`);
    const ended = checkAlways(result, facts, full, say);
    if (!ended || result.start !== FIXED_START || result.method.lesson === PEER) continue;
    made.twins += checkTwin(result, results, say);
    if (reason === undefined && result.rank === EXPECTED_RANK) {
      numbers.push(...checkNumbers(result, known!, say));
    } else if (full && facts.corpus.documents >= FEW_DOCUMENTS) {
      made.nearExpert += checkNearExpert(result, results, say);
    }
  }
  const held = [
    "it ends with numbers",
    full
      ? "its honest error is between the floor and that of W = H = 0"
      : "its honest error is not below the floor",
    "a method that forbids negatives leaves none",
    ...(made.twins > 0
      ? ["from the nndsvda start two methods that take the same steps agree"]
      : []),
    ...(made.nearExpert > 0
      ? [
        `from the nndsvda start it is within ${percent(ROUGHLY)} of the expert` +
        (reason === undefined ? `, where there are not ${EXPECTED_RANK} topics` : ""),
      ]
      : []),
  ];
  about.push(`Every run is checked against what holds for any texts: ${list(held)}.`);
  return { about, findings, numbers };
}

type Say = (text: string) => void;

/** Why the expected numbers cannot be compared with; undefined if they can. */
function reasonAgainst(
  known: Expected | undefined,
  { ranks, categories, iterations, words }: Settings,
): string | undefined {
  if (known === undefined) return "there are none for this corpus";
  if (categories !== undefined) return "--categories makes another corpus";
  if (iterations < ALL_ITERATIONS) return `--iterations ${iterations} ends before`;
  if (words !== EXPECTED_WORDS) {
    return `they have ${EXPECTED_WORDS} words per topic, not ${words}`;
  }
  return ranks.includes(EXPECTED_RANK)
    ? undefined
    : `they have ${EXPECTED_RANK} topics, not ${ranks.join(" or ")}`;
}

function checkCorpus({ corpus, bounds }: Facts, numbers: Expected): string[] {
  const floor = bounds.find(({ rank }) => rank === EXPECTED_RANK)!.floor;
  return [
    ...(["documents", "terms", "nonzeros"] as const)
      .filter((size) => size in numbers && numbers[size] !== corpus[size])
      .map((size) =>
        `corpus ${corpus.name}: its number of ${size} is ${corpus[size]}, expected ` +
        `${numbers[size]}: the texts or the vectorizer were changed`
      ),
    ...(differs(floor, numbers.svd_floor, SAME_STEPS)
      ? [
        `truncated SVD, the floor: ${digits(floor)}, expected ${
          digits(numbers.svd_floor)
        }`,
      ]
      : []),
  ];
}

/** What holds whatever the texts; says whether the run ended with numbers. */
function checkAlways(result: Result, { bounds }: Facts, full: boolean, say: Say) {
  const { method, rank, error, clamped, negatives, failed } = result;
  const { floor, zero } = bounds.find((bound) => bound.rank === rank)!;
  if (failed !== undefined) say(`ended with an error: ${failed}`);
  else if (!Number.isFinite(error) || !Number.isFinite(clamped)) {
    say("its error is not a number, as with a learning rate that is too large");
  } else {
    if (clamped < floor - ROUNDING * zero) {
      say(
        `honest error ${digits(clamped)} below the floor ${digits(floor)}: impossible`,
      );
    }
    if (full && clamped >= zero) {
      say(`honest error ${digits(clamped)}, no better than W = H = 0 (${digits(zero)})`);
    }
    const below = negatives.W + negatives.H;
    const { mayLeaveNegatives } = EXPECTATIONS.get(method.id) ?? {};
    if (below > 0 && !mayLeaveNegatives && method.lesson !== PEER) {
      say(`${counted(below, "entry", "entries")} below 0, expected none`);
    }
    return true;
  }
  return false;
}

/** The row of the expected numbers that a method has, and how near it must be. */
function checkNumbers(result: Result, known: Expected, say: Say): Compared[] {
  const compared: Compared[] = [];
  const { method: { id, name }, error, clamped, topics } = result;
  const near = (what: string, value: number, expected: number, share: number) => {
    compared.push({
      method: name,
      what,
      found: digits(value),
      expected: digits(expected),
      within: percent(share),
    });
    if (!differs(value, expected, share)) return;
    say(
      `${what} ${digits(value)}, expected ${digits(expected)} to ${percent(share)}`,
    );
  };
  const alike = (expected: string[][], least: number) => {
    const { pairs } = matchTopics(expected, topics);
    const fewest = Math.min(...pairs.map(({ shared }) => shared));
    compared.push({
      method: name,
      what: "words in common, the topic with the fewest",
      found: String(fewest),
      expected: String(expected[0]!.length),
      within: String(expected[0]!.length - Math.ceil(least * expected[0]!.length)),
    });
    for (const { a, b, shared } of pairs) {
      if (shared >= least * expected[a]!.length) continue;
      say(
        `topic “${topics[b]!.join(" ")}” shares ${
          counted(shared, "word")
        } with the expected ` +
          `“${expected[a]!.join(" ")}”, not ${Math.ceil(least * expected[a]!.length)}`,
      );
    }
  };
  const { numbers } = EXPECTATIONS.get(id) ?? {};
  if (numbers === undefined) {
    near("honest error", clamped, known.cd.error, AS_GOOD);
    alike(known.cd.topics, ALIKE);
    return compared;
  }
  const own = ROWS[numbers](known);
  if (own.error_clamped !== undefined) {
    near("reported error", error, own.error, own.within);
    near("honest error", clamped, own.error_clamped, own.within);
    alike(own.topics, ALIKE);
    return compared;
  }
  near("error", error, own.error, own.within);
  const wanted = own.topics.map((words) => words.join(" "));
  const found = topics.map((words) => words.join(" "));
  compared.push({
    method: name,
    what: "topics that are the same word for word",
    found: String(found.filter((words) => wanted.includes(words)).length),
    expected: String(wanted.length),
    within: "0",
  });
  for (const words of found) {
    if (!wanted.includes(words)) say(`topic “${words}” is not among the expected ones`);
  }
  return compared;
}

/** @returns how many comparisons were made */
function checkNearExpert(result: Result, results: readonly Result[], say: Say): number {
  const expert = results.find(({ rank, start, method }) =>
    rank === result.rank && start === result.start && method.id === EXPERT
  );
  if (expert === undefined || expert === result) return 0;
  if (!Number.isFinite(expert.clamped)) return 0;
  if (result.clamped > (1 + ROUGHLY) * expert.clamped) {
    say(
      `honest error ${digits(result.clamped)}, more than ${percent(ROUGHLY)} above the ` +
        `expert's ${digits(expert.clamped)}`,
    );
  }
  return 1;
}

/**
 * A method beside the one that takes the same steps, from the same start.
 *
 * @returns how many comparisons were made
 */
function checkTwin(result: Result, results: readonly Result[], say: Say): number {
  const { twin: id } = EXPECTATIONS.get(result.method.id) ?? {};
  const twin = results.find(({ rank, start, method }) =>
    rank === result.rank && start === result.start && method.id === id
  );
  if (twin === undefined) return 0;
  if (differs(result.clamped, twin.clamped, SAME_DESCENT)) {
    say(
      `honest error ${digits(result.clamped)}, not that of ${twin.method.name}, ` +
        `${digits(twin.clamped)}, which takes the same steps: ${origin(result)} or ` +
        `${origin(twin)} computes something else`,
    );
  }
  return 1;
}

/** A run in words. */
function labelOf({ rank, start, method }: Result): string {
  return `${counted(rank, "topic")}, ${start} start, ${method.name}`;
}

/** The lesson to look into. */
function origin({ method: { lesson } }: Result): string {
  return /^\d/.test(lesson) ? `lesson ${lesson}` : lesson;
}

function differs(value: number, expected: number, share: number): boolean {
  return Math.abs(value - expected) > share * expected;
}

function digits(error: number): string {
  return error.toFixed(5);
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
