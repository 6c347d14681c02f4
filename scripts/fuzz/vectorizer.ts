import fc from "fast-check";
import type { SparseMatrix } from "@nmf/lib/matrix";
import {
  CountVectorizer,
  type CountVectorizerOptions,
  TfidfVectorizer,
  type TfidfVectorizerOptions,
} from "@nmf/lib/text";
import { listDifference } from "./close.ts";
import { type Comparison, isError, type Outcome, outcomeOf } from "./kind.ts";

/** A function that both sides have under this name. */
export interface Named {
  function: "stripped" | "withoutFirst" | "commas";
}

type Limit = number | { share: number } | { count: number };

/** The options as a case has them. */
export interface TextOptions {
  lowercase?: boolean;
  stripAccents?: "unicode" | "ascii" | Named;
  preprocessor?: Named;
  tokenizer?: Named;
  stopWords?: "english" | string[];
  tokenPattern?: string;
  analyzer?: "word" | "char" | "char_wb";
  ngramRange?: [number, number];
  minDf?: Limit;
  maxDf?: Limit;
  maxFeatures?: number;
  vocabulary?: string[] | Record<string, number>;
  binary?: boolean;
  norm?: "l1" | "l2" | null;
  useIdf?: boolean;
  smoothIdf?: boolean;
  sublinearTf?: boolean;
}

/** Documents to learn from, others to transform, and how. */
export interface TextCase {
  /** TF-IDF, not counts. */
  weigh: boolean;
  options: TextOptions;
  documents: string[];
  unseen: string[];
}

interface Csr {
  indptr: ArrayLike<number>;
  indices: ArrayLike<number>;
  data: ArrayLike<number>;
}

/** What a vectorizer makes of them. */
export interface TextAnswer {
  terms: string[];
  fitted: Csr;
  idf?: ArrayLike<number>;
  unseen: Outcome<Csr>;
}

const FUNCTIONS = {
  stripped: (text: string) => text.replaceAll("e", ""),
  withoutFirst: (text: string) => Array.from(text).slice(1).join(""),
  commas: (text: string) => text.split(","),
};

/** Letters, spaces, digits and marks about which two languages may disagree. */
const ODD = [
  ..."éÉßẞſﬁİıΣσςΌǅǆĲŉͅªº²½Ⅷ٣१〇𝟙東京語ไทยกำकि각가ㄱ𝒳𐐀𐐨🌙🏳‿·’“—…",
  "e\u0301",
  "\u0301",
  "\u0345",
  "\u0e33",
  "\u200b",
  "\u200d",
  "\ufeff",
  "\u00a0",
  "\u0085",
  "\u001c",
  "\u001f",
  "\u2028",
  "\u3000",
  "\u180e",
  "\u0000",
  "\r",
  "\v",
  "\u1e9b\u0323",
  "\ufdfa",
  "\ufffd",
  "\u20dd",
  // Halves of surrogate pairs; Python's strings can hold them, and JSON brings them over.
  "\ud835",
  "\udc00",
];

/** In Python's notation. Some also match nothing. */
const PATTERNS = [
  "(?u)\\b\\w\\w+\\b",
  "\\b\\w\\w+\\b",
  "\\w+",
  "\\w",
  "\\d+",
  "\\S+",
  "\\W+",
  "\\D+",
  "\\s",
  "[^\\W\\d_]+",
  "[\\w\\s]+",
  "[\\w'-]+",
  "[^\\s.]+",
  "[^\\w\\s]",
  "[]\\-a]+",
  "[a-]+",
  "\\Bo\\B",
  "\\B\\w+",
  "\\A\\w+",
  "\\w+\\Z",
  "\\w+$",
  "^\\w+",
  "(?m)^\\w+$",
  ".+",
  ".",
  "(?s).+",
  "(?i)straSSe|ß",
  "(?i)[a-z]+",
  "(?i)[^a-z\\s]+",
  "(?i)i",
  "(?i)k|s",
  "(?i)σ+",
  "(?i)é\\w",
  "(?a)\\w+",
  "(?a:\\w)\\W",
  "(?x) \\w {2,}  # two or more",
  "#(\\w+)",
  "a(\\w*)",
  "(?P<tag>\\w)\\w+",
  "(\\w)\\1",
  "(a)|b",
  "(a)(b)?",
  "(?:-(\\w))+",
  "(?<=@)\\w+",
  "(?<!a)\\b\\w+",
  "\\w+(?=\\.)",
  "\\w+(?!\\.)\\b",
  "\\w++",
  "(?>a|ab)b|b",
  "\\w{2}",
  "\\w{2,3}?",
  "\\w+?",
  "\\w*",
  "a?",
  "\\b",
  "a|",
  "(?=\\w)",
];

const character = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(..."aabbcoeABIS13_'-.,@# ") },
  { weight: 4, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }) },
);
const word = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("ab", "the", "moon", "Moon", "a", "ÉTÉ", "don't"),
  },
  {
    weight: 2,
    arbitrary: fc.array(character, { minLength: 1, maxLength: 5 })
      .map((characters) => characters.join("")),
  },
);
const text = fc.array(word, { maxLength: 9 }).chain((words) =>
  fc.constantFrom(" ", " ", " ", ",", "\n", "  ", "").map((between) =>
    words.join(between)
  )
);
const share = fc.integer({ min: 0, max: 12 }).map((twelfths) => twelfths / 12);
const limit = fc.oneof(
  fc.integer({ min: 0, max: 4 }),
  share,
  share.map((share) => ({ share })),
  fc.integer({ min: 0, max: 4 }).map((count) => ({ count })),
);
const terms = fc.uniqueArray(word, { minLength: 1, maxLength: 6 });
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const options = fc.record({
  lowercase: sometimes(fc.boolean()),
  stripAccents: sometimes(
    fc.constantFrom<TextOptions["stripAccents"][]>("unicode", "ascii", {
      function: "stripped",
    }),
  ),
  preprocessor: sometimes(
    fc.constantFrom<Named[]>({ function: "stripped" }, { function: "withoutFirst" }),
  ),
  tokenizer: sometimes(fc.constant<Named>({ function: "commas" })),
  stopWords: sometimes(fc.oneof(fc.constant("english" as const), terms)),
  tokenPattern: fc.option(fc.constantFrom(...PATTERNS), { nil: undefined }),
  analyzer: sometimes(fc.constantFrom("word", "char", "char_wb")),
  ngramRange: sometimes(
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 }))
      .map(([least, more]): [number, number] => [least, least + more]),
  ),
  minDf: sometimes(limit),
  maxDf: sometimes(limit),
  maxFeatures: sometimes(fc.integer({ min: 1, max: 20 })),
  vocabulary: sometimes(fc.oneof(
    terms,
    terms.map((terms) =>
      Object.fromEntries(terms.map((term, j) => [term, terms.length - 1 - j]))
    ),
  )),
  binary: sometimes(fc.boolean()),
  norm: sometimes(fc.constantFrom("l1", "l2", null)),
  useIdf: sometimes(fc.boolean()),
  smoothIdf: sometimes(fc.boolean()),
  sublinearTf: sometimes(fc.boolean()),
}).map((drawn) => given(drawn) as TextOptions);

/** Without what was left out. */
function given(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).filter(([, one]) => one !== undefined),
  );
}

const WEIGHTS = ["norm", "useIdf", "smoothIdf", "sublinearTf"];

/** The options for scikit-learn: a plain number is written as what it means here. */
function forPeer({ weigh, options }: TextCase): Record<string, unknown> {
  const { minDf, maxDf, ...rest } = options;
  const limit = (value: Limit, one: "share" | "count") =>
    typeof value === "object"
      ? value
      : value < 1 || (value === 1 && one === "share")
      ? { share: value }
      : { count: value };
  const all: Record<string, unknown> = {
    ...rest,
    ...(minDf !== undefined && { minDf: limit(minDf, "count") }),
    ...(maxDf !== undefined && { maxDf: limit(maxDf, "share") }),
  };
  if (!weigh) { for (const name of WEIGHTS) delete all[name]; }
  return all;
}

function forOurs(options: TextOptions): TfidfVectorizerOptions {
  const named = (value: unknown) =>
    typeof value === "object" && value !== null && "function" in value &&
      typeof value.function === "string"
      ? FUNCTIONS[value.function as Named["function"]]
      : value;
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      name === "vocabulary" ? value : named(value),
    ]),
  ) as CountVectorizerOptions;
}

/** Messages that say the same. */
const SAME_ERRORS: [ours: RegExp, theirs: RegExp][] = [
  [/no terms in/, /empty vocabulary/],
  [/terms is left/, /no terms remain/],
  [/by maxDf, and must be in/, /max_df corresponds to < documents than min_df/],
  [/it may have one/, /More than 1 capturing group/],
  [/was in no document of fit/, /contains infinity|contains NaN/],
];

function errorDifference(
  name: string,
  ours: Outcome<object>,
  theirs: Outcome<object>,
): string | undefined {
  const said = (outcome: Outcome<object>) => isError(outcome) ? outcome.error : "";
  const [a, b] = [said(ours), said(theirs)];
  const same = SAME_ERRORS.some(([our, their]) => our.test(a) && their.test(b));
  if (same) return undefined;
  return `${name}: ours ${a === "" ? "no error" : `says “${a}”`}, theirs ${
    b === "" ? "none" : `“${b}”`
  }`;
}

function csrDifference(name: string, ours: Csr, theirs: Csr, tolerance: number) {
  return listDifference(`${name} indptr`, ours.indptr, theirs.indptr, 0) ??
    listDifference(`${name} indices`, ours.indices, theirs.indices, 0) ??
    listDifference(`${name} data`, ours.data, theirs.data, tolerance);
}

function csr({ indptr, indices, data }: SparseMatrix): Csr {
  return { indptr, indices, data };
}

/** `CountVectorizer` and `TfidfVectorizer` beside scikit-learn's. */
export const vectorizer: Comparison<TextCase, TextAnswer> = {
  id: "vectorizer",
  cases: fc.record({
    weigh: fc.boolean(),
    options,
    documents: fc.array(text, { minLength: 1, maxLength: 6 }),
    unseen: fc.array(text, { minLength: 1, maxLength: 2 }),
  }),
  ours({ weigh, options, documents, unseen }) {
    const made = weigh
      ? new TfidfVectorizer(forOurs(options))
      : new CountVectorizer(forOurs(options));
    const fitted = csr(made.fitTransform(documents));
    return {
      terms: made.featureNames,
      fitted,
      ...(made instanceof TfidfVectorizer && options.useIdf !== false &&
        { idf: made.idf }),
      unseen: outcomeOf(() => csr(made.transform(unseen))),
    };
  },
  question: (input) => ({ what: "vectorizer", ...input, options: forPeer(input) }),
  difference({ weigh }, ours, theirs) {
    if (isError(ours) || isError(theirs)) return errorDifference("fit", ours, theirs);
    const tolerance = weigh ? 1e-12 : 0;
    const p = ours.terms.findIndex((term, j) => term !== theirs.terms[j]);
    if (p >= 0 || ours.terms.length !== theirs.terms.length) {
      const at = p < 0 ? ours.terms.length : p;
      return `term ${at}: ours ${JSON.stringify(ours.terms[at])}, ` +
        `theirs ${JSON.stringify(theirs.terms[at])}`;
    }
    return csrDifference("fitted", ours.fitted, theirs.fitted, tolerance) ??
      listDifference("idf", ours.idf ?? [], theirs.idf ?? [], tolerance) ??
      (isError(ours.unseen) || isError(theirs.unseen)
        ? errorDifference("transform", ours.unseen, theirs.unseen)
        : csrDifference("unseen", ours.unseen, theirs.unseen, tolerance));
  },
};
