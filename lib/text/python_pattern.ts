import { DIGIT, SPACE, WORD } from "./characters.ts";

/** A Python pattern, ready to be used. */
export interface PythonPattern {
  /** It finds in a text what `re.finditer` would; its flags are g and u. */
  regex: RegExp;
  /** How many groups capture. Group n is `groups["g" + n]` of a match. */
  groups: number;
}

/** The flags that may change inside a pattern. */
interface Flags {
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
  verbose: boolean;
  ascii: boolean;
}

/** A part of the pattern, in JavaScript's notation. */
interface Part {
  js: string;
  /** May it match nothing? */
  empty: boolean;
  /** Does it match a place, so that it cannot be repeated? */
  place?: boolean;
  /** The groups inside that capture: none, all in every match, or some in some matches. */
  captures: "none" | "all" | "some";
}

/** Code points, both ends included. */
interface Range {
  from: number;
  to: number;
}

/** What a character may be: in a range, in a class such as `\w`, or not in it. */
type Member = Range | { inside: string; negated: boolean };

const ASCII_CLASSES = { w: "a-zA-Z0-9_", d: "0-9", s: "\\t-\\r\\x20" };
const UNICODE_CLASSES = { w: WORD, d: DIGIT, s: SPACE };
const CONTROLS: Record<string, number> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const FLAG_NAMES: Record<string, keyof Flags> = {
  a: "ascii",
  i: "ignoreCase",
  m: "multiline",
  s: "dotAll",
  x: "verbose",
};
/** Python takes these four for one letter; Unicode's case folding keeps i and ı apart. */
const ALL_I = ["I", "i", "İ", "ı"];

/** A sign, or {from,to}; then ? for as few as possible, + for no second try. */
const QUANTIFIER = /^(?:([*+?])|\{(?=[\d,])(\d*)(,?)(\d*)\})([?+]?)/;

const START = "(?<![^])";
const END = "(?![^])";

/**
 * Reads a pattern as Python's `re` does for `str` and writes it as a JavaScript pattern
 * that finds the same.
 *
 * A token pattern given as a string is mostly one copied from Python, where `\w`, `\d`,
 * `\s` and `\b` are Unicode's, `$` also stands before a last line end, `(?u)` and
 * `(?P<name>…)` are common. JavaScript would read the first few differently without a
 * word. What JavaScript cannot do in the same way is refused; `\p{…}` and `(?<name>…)`,
 * which Python does not know, mean what they mean in JavaScript.
 *
 * Source: "Regular Expression Syntax" in https://docs.python.org/3.11/library/re.html
 *
 * @param pattern in Python's notation
 * @throws {TypeError} if the pattern is wrong or cannot be written in JavaScript; the
 * message says what to write
 */
export function pythonPattern(pattern: string): PythonPattern {
  const reader = new PatternReader(pattern);
  const js = reader.read();
  try {
    return { regex: new RegExp(js, "gu"), groups: reader.groups };
  } catch (error) {
    throw new TypeError(`tokenPattern: ${(error as Error).message}`);
  }
}

/** Reads from left to right: alternatives of sequences of parts, each perhaps repeated. */
class PatternReader {
  groups = 0;
  readonly #characters: string[];
  #at = 0;
  readonly #names = new Map<string, number>();
  /** The groups that have matched for certain when the part being read is reached. */
  #settled = new Set<number>();
  #lookbehinds = 0;
  #atomics = 0;

  constructor(readonly pattern: string) {
    this.#characters = Array.from(pattern);
  }

  read(): string {
    const flags = this.#globalFlags();
    const { js, empty } = this.#alternatives(flags);
    if (this.#at < this.#characters.length) this.#refuse("has a ) too many");
    if (empty) {
      this.#refuse("also finds tokens of no characters; write + for * or {1,2} for {,2}");
    }
    return js;
  }

  #refuse(what: string): never {
    throw new TypeError(`tokenPattern ${JSON.stringify(this.pattern)} ${what}`);
  }

  /** Goes past a text, if it stands here. */
  #take(text: string): boolean {
    if (!this.#rest(text.length).startsWith(text)) return false;
    this.#at += text.length;
    return true;
  }

  /** Goes past a match of a pattern that begins with ^. */
  #takeMatch(pattern: RegExp): RegExpMatchArray | null {
    const match = this.#rest().match(pattern);
    if (match !== null) this.#at += Array.from(match[0]).length;
    return match;
  }

  #rest(length = Infinity): string {
    return this.#characters.slice(this.#at, this.#at + length).join("");
  }

  /** `(?iu)` and the like, which Python wants at the beginning. */
  #globalFlags(): Flags {
    let flags: Flags = {
      ignoreCase: false,
      multiline: false,
      dotAll: false,
      verbose: false,
      ascii: false,
    };
    for (;;) {
      this.#skipComments(flags);
      const match = this.#takeMatch(/^\(\?([a-zA-Z]+)\)/);
      if (match === null) return flags;
      flags = this.#changed(flags, match[1]!, "");
    }
  }

  #changed(flags: Flags, on: string, off: string): Flags {
    const changed = { ...flags };
    for (const letter of on + off) {
      const name = FLAG_NAMES[letter];
      if (name !== undefined) changed[name] = on.includes(letter);
      else if (letter === "u" && on.includes("u")) changed.ascii = false;
      else this.#refuse(`has the flag ${letter}; the flags are a, i, m, s, u and x`);
    }
    if (changed.ascii && changed.ignoreCase) {
      this.#refuse("has the flags a and i; leave i out and write [aA] for a");
    }
    return changed;
  }

  #alternatives(flags: Flags): Part {
    const before = this.#settled;
    const parts: Part[] = [];
    do {
      this.#settled = new Set(before);
      parts.push(this.#sequence(flags));
    } while (this.#take("|"));
    if (parts.length === 1) return parts[0]!;
    this.#settled = before;
    return {
      js: parts.map(({ js }) => js).join("|"),
      empty: parts.some(({ empty }) => empty),
      captures: parts.every(({ captures }) => captures === "none") ? "none" : "some",
    };
  }

  #sequence(flags: Flags): Part {
    const whole: Part = { js: "", empty: true, captures: "none" };
    for (;;) {
      this.#skipComments(flags);
      const next = this.#characters[this.#at];
      if (next === undefined || next === "|" || next === ")") return whole;
      const settled = new Set(this.#settled);
      const part = this.#part(flags);
      this.#skipComments(flags);
      const { js, empty, captures } = this.#repeated(part, settled);
      whole.js += js;
      whole.empty &&= empty;
      if (captures !== "none" && whole.captures !== "some") whole.captures = captures;
    }
  }

  #skipComments({ verbose }: Flags): void {
    const comment = verbose ? /^(?:\(\?#[^)]*\)|[ \t-\r]+|#[^\n]*)/ : /^\(\?#[^)]*\)/;
    while (this.#takeMatch(comment));
  }

  /** The part with the quantifier that follows it, if one does. */
  #repeated(part: Part, settled: Set<number>): Part {
    const quantifier = this.#quantifier();
    if (quantifier === undefined) return part;
    if (part.place) this.#refuse("repeats a place, which is there once");
    const { min, max, kind } = quantifier;
    // JavaScript takes no empty round beyond the least number, and forgets groups when a
    // round begins; Python does neither.
    if (max > min && part.empty) {
      this.#refuse("repeats what may be nothing; write a* for (?:a*)? and (?:a*)*");
    }
    if (max > 1 && part.captures === "some") {
      this.#refuse("repeats a group that some rounds pass by; write (?:…) there");
    }
    if (min === 0) this.#settled = settled;
    const count = `{${min},${max === Infinity ? "" : max}}`;
    const js = `(?:${part.js})${count}${kind === "?" ? "?" : ""}`;
    return {
      js: kind === "+" ? this.#atomic(js) : js,
      empty: part.empty || min === 0,
      captures: part.captures === "none" ? "none" : min === 0 ? "some" : part.captures,
    };
  }

  #quantifier(): { min: number; max: number; kind: string } | undefined {
    const match = this.#takeMatch(QUANTIFIER);
    if (match === null) return undefined;
    const [, sign, from, comma, to, kind] = match;
    if (QUANTIFIER.test(this.#rest())) {
      this.#refuse("repeats a repetition; put the first one into (?:…)");
    }
    const min = sign === undefined ? Number(from) : sign === "+" ? 1 : 0;
    let max = sign === "?" ? 1 : Infinity;
    if (comma === "") max = min;
    else if (to) max = Number(to);
    if (max < min) this.#refuse(`repeats at least ${min}, at most ${max} times`);
    return { min, max, kind: kind! };
  }

  /**
   * What has matched stays, with no second try for less: JavaScript does not try a
   * lookahead again, so one looks, and what it saw is then matched as it is.
   */
  #atomic(js: string): string {
    if (this.#lookbehinds > 0) {
      this.#refuse("has (?>…) or a possessive repetition after (?<; write it before");
    }
    const name = `a${this.#atomics++}`;
    return `(?:(?=(?<${name}>${js}))\\k<${name}>)`;
  }

  #part(flags: Flags): Part {
    if (this.#take("(")) return this.#group(flags);
    if (this.#take("[")) return single(this.#class(flags));
    if (this.#take("\\")) return this.#escape(flags);
    if (this.#take(".")) return single(flags.dotAll ? "[^]" : "[^\\n]");
    if (this.#take("^")) return place(flags.multiline ? "(?<![^\\n])" : START);
    if (this.#take("$")) {
      return place(flags.multiline ? "(?![^\\n])" : `(?=\\n?${END})`);
    }
    if (QUANTIFIER.test(this.#rest())) {
      this.#refuse(`has nothing before ${this.#characters[this.#at]} to repeat`);
    }
    const code = this.#characters[this.#at++]!.codePointAt(0)!;
    return single(oneOf([character(code)], false, flags));
  }

  #group(flags: Flags): Part {
    const inside = (newFlags: Flags = flags): Part => {
      const part = this.#alternatives(newFlags);
      if (!this.#take(")")) this.#refuse("has a ( that is not closed");
      return part;
    };
    const look = this.#takeMatch(/^\?(<?)[=!]/);
    if (look) {
      const behind = look[1] === "<" ? 1 : 0;
      this.#lookbehinds += behind;
      const part = inside();
      this.#lookbehinds -= behind;
      if (look[0] === "?!" && part.captures !== "none") {
        this.#refuse("has a group in (?!…); write (?:…) there");
      }
      return { ...part, js: `(${look[0]}${part.js})`, empty: true };
    }
    if (this.#take("?>")) {
      const part = inside();
      return { ...part, js: this.#atomic(part.js) };
    }
    const reference = this.#takeMatch(/^\?P=(\w+)\)/);
    if (reference) {
      const number = this.#names.get(reference[1]!);
      if (number === undefined) this.#refuse(`has no group named ${reference[1]}`);
      return this.#reference(number, flags);
    }
    const scoped = this.#takeMatch(/^\?([a-zA-Z]*)(?:-([a-zA-Z]+))?:/);
    if (scoped) {
      const changed = this.#changed(flags, scoped[1]!, scoped[2] ?? "");
      const part = inside(changed);
      return { ...part, js: `(?:${part.js})` };
    }
    if (this.#takeMatch(/^\?[a-zA-Z]+\)/)) {
      this.#refuse("has flags in its middle; write them at the beginning or (?i:…)");
    }
    if (this.#take("?(")) {
      this.#refuse("has a condition (?(…)…|…); write the two cases as (?:…|…)");
    }
    const named = this.#takeMatch(/^\?P?<([a-zA-Z_]\w*)>/);
    if (named === null && this.#take("?")) {
      this.#refuse(
        `has an unknown group (?${this.#rest(3)}…; write (…), (?:…) or (?P<name>…)`,
      );
    }
    return this.#capture(named?.[1], inside);
  }

  #capture(name: string | undefined, inside: () => Part): Part {
    if (this.#lookbehinds > 0) {
      this.#refuse("has a group in (?<=…) or (?<!…); write (?:…) there");
    }
    const number = ++this.groups;
    if (name !== undefined) {
      if (this.#names.has(name)) this.#refuse(`names two groups ${name}`);
      this.#names.set(name, number);
    }
    const part = inside();
    this.#settled.add(number);
    const captures = part.captures === "some" ? "some" : "all";
    return { js: `(?<g${number}>${part.js})`, empty: part.empty, captures };
  }

  /** The text of an earlier group. */
  #reference(number: number, flags: Flags): Part {
    if (flags.ignoreCase) {
      this.#refuse(
        "refers to a group under the flag i; the texts are lower case without it",
      );
    }
    // To a group that did not match, JavaScript finds nothing; Python does not match.
    if (!this.#settled.has(number)) {
      this.#refuse(`refers to group ${number}, which may not have matched before`);
    }
    return { js: `(?:\\k<g${number}>)`, empty: true, captures: "none" };
  }

  /** What follows a backslash outside of brackets. */
  #escape(flags: Flags): Part {
    if (this.#take("A")) return place(START);
    if (this.#take("Z")) return place(END);
    if (this.#take("b") || this.#take("B")) {
      const word = `[${classesOf(flags).w}]`;
      return place(
        this.#characters[this.#at - 1] === "b"
          ? `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
          // In an empty text \B does not match.
          : `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word})(?:(?<=[^])|(?=[^])))`,
      );
    }
    if (this.#rest().match(/^[1-9]/) && !this.#rest().match(/^[0-3][0-7]{2}/)) {
      return this.#reference(Number(this.#takeMatch(/^\d\d?/)![0]), flags);
    }
    return single(oneOf([this.#escapedMember(flags)], false, flags));
  }

  /** `[…]`, the bracket already taken. */
  #class(flags: Flags): string {
    const negated = this.#take("^");
    const members: Member[] = [];
    let first = true;
    while (first || !this.#take("]")) {
      first = false;
      let member = this.#member(flags);
      // A - before the closing bracket is a member like any other.
      if (this.#characters[this.#at + 1] !== "]" && this.#take("-")) {
        const last = this.#member(flags);
        if (!("from" in member && "from" in last && member.from <= last.from)) {
          this.#refuse("has a range in […] that does not rise; write - as \\-");
        }
        member = { from: member.from, to: last.from };
      }
      members.push(member);
    }
    return oneOf(members, negated, flags);
  }

  #member(flags: Flags): Member {
    if (this.#take("\\")) {
      return this.#take("b") ? character(8) : this.#escapedMember(flags);
    }
    const next = this.#characters[this.#at++];
    if (next === undefined) this.#refuse("has a [ that is not closed");
    return character(next.codePointAt(0)!);
  }

  /** What one character may be, the backslash already taken. */
  #escapedMember(flags: Flags): Member {
    const known = this.#takeMatch(/^[wdsWDS]/)?.[0];
    if (known !== undefined) {
      const name = known.toLowerCase() as "w" | "d" | "s";
      return { inside: classesOf(flags)[name], negated: known !== name };
    }
    const property = this.#takeMatch(/^[pP]\{[\w=]+\}/);
    if (property) return { inside: `\\${property[0]}`, negated: false };
    const byNumber = this.#takeMatch(
      /^(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})/,
    );
    if (byNumber) {
      const code = parseInt(byNumber[0].slice(1), 16);
      if (code > 0x10ffff) {
        this.#refuse(`has \\${byNumber[0]}, beyond the last character`);
      }
      return character(code);
    }
    const next = this.#characters[this.#at++];
    if (next === undefined) this.#refuse("ends with a backslash");
    if (/\d/.test(next)) {
      this.#refuse("has a character by its octal number; write \\x and two hex digits");
    }
    const control = CONTROLS[next];
    if (control !== undefined) return character(control);
    if (next === "k") this.#refuse("has \\k; write (?P=name)");
    if (/[a-zA-Z]/.test(next)) {
      this.#refuse(
        `has \\${next}, which means nothing here; write the character itself, ` +
          "or \\x, \\u or \\U and its 2, 4 or 8 hex digits",
      );
    }
    return character(next.codePointAt(0)!);
  }
}

/** One character of some kind. */
function single(js: string): Part {
  return { js, empty: false, captures: "none" };
}

/** A place between characters. */
function place(js: string): Part {
  return { js, empty: true, place: true, captures: "none" };
}

function classesOf(flags: Flags) {
  return flags.ascii ? ASCII_CLASSES : UNICODE_CLASSES;
}

/** One character: one of the members, or, negated, none of them. */
function oneOf(members: Member[], negated: boolean, flags: Flags): string {
  let inside = "";
  const complements: string[] = [];
  for (const member of members) {
    if ("from" in member) inside += written(member, flags);
    else if (member.negated) complements.push(`[^${member.inside}]`);
    else inside += member.inside;
  }
  if (negated && complements.length === 0) return `[^${inside}]`;
  const ways = inside === "" ? complements : [`[${inside}]`, ...complements];
  if (negated) return `(?:(?!${ways.join("|")})[^])`;
  return ways.length === 1 ? ways[0]! : `(?:${ways.join("|")})`;
}

function written({ from, to }: Range, { ignoreCase }: Flags): string {
  const hex = (code: number) => `\\u{${code.toString(16)}}`;
  const range = from === to ? hex(from) : `${hex(from)}-${hex(to)}`;
  if (!ignoreCase) return range;
  const hasI = ALL_I.some((letter) =>
    from <= letter.charCodeAt(0) && letter.charCodeAt(0) <= to
  );
  const cases = casedCharacters().match(new RegExp(`[${range}]`, "giu")) ?? [];
  return [range, ...cases, ...(hasI ? ALL_I : [])].join("");
}

/** Empty until a pattern with the flag i asks for them; the same for every pattern. */
let cased = "";

/**
 * Every character that has another case, so that the engine can say which of them differ
 * from a given one by case alone. Its flag i itself would apply to `\w` as well, which
 * Python does not do; `(?i:…)` inside a pattern is too new to be right everywhere.
 */
function casedCharacters(): string {
  if (cased !== "") return cased;
  const characters = Array.from(
    { length: 0x20000 },
    (_, code) => String.fromCodePoint(code),
  );
  cased = characters.filter((one) => /\p{Changes_When_Casemapped}/u.test(one)).join("");
  return cased;
}

function character(code: number): Range {
  return { from: code, to: code };
}
