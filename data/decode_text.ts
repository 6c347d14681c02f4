import { Buffer } from "node:buffer";

/** A text as it could be read, or why a file is no text. */
export type Reading =
  | { text: string; remark?: Remark }
  | { notText: string };

/**
 * What should be said of a text that was read:
 *
 * - `unmarked`: UTF-16 or UTF-32, though no byte order mark says so
 * - `damaged`: a mark says which encoding, but not all of it can be decoded
 * - `latin1`: no valid UTF-8, so it was taken for ISO-8859-1
 * - `doubtful`: so was this one, but it looks like yet another encoding
 */
export type Remark = "unmarked" | "damaged" | "latin1" | "doubtful";

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be";

/** The byte order marks; that of UTF-32 begins like that of UTF-16. */
const MARKS: [mark: number[], encoding: Encoding][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe, 0, 0], "utf-32le"],
  [[0, 0, 0xfe, 0xff], "utf-32be"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** How files of other kinds begin, which people keep beside their texts. */
const SIGNATURES: [beginning: string, what: string][] = [
  ["%PDF-", "PDF document"],
  ["{\\rtf", "RTF document"],
  ["PK\x03\x04", "zip, as .docx, .odt and .epub are"],
  ["PK\x05\x06", "zip"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office document"],
  ["\x89PNG\r\n\x1a\n", "PNG picture"],
  ["\xff\xd8\xff", "JPEG picture"],
  ["GIF87a", "GIF picture"],
  ["GIF89a", "GIF picture"],
  ["\x1f\x8b", "gzip"],
  ["BZh", "bzip2"],
  ["\xfd7zXZ\0", "xz"],
  ["7z\xbc\xaf\x27\x1c", "7z"],
];

/** Control characters that are no white space and do not colour a terminal. */
// deno-lint-ignore no-control-regex -- it is what is looked for
const CONTROLS = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]+/g;

/** Those of them that are the same in every encoding of 8 bits. */
// deno-lint-ignore no-control-regex -- it is what is looked for
const LOW_CONTROLS = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]+/g;

/** What no text in UTF-16 has: controls, and code points that nobody has assigned. */
const IMPLAUSIBLE =
  // deno-lint-ignore no-control-regex -- it is what is looked for
  /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\p{Cn}\p{Co}\p{Cs}]/u;

/**
 * Turns the bytes of a file into a text.
 *
 * A byte order mark decides. Without one, valid UTF-8 is UTF-8, and anything else is
 * ISO-8859-1; other encodings of 8 bits cannot be told from it with certainty and are not
 * guessed. Zero bytes are in no such text: they mean UTF-16, UTF-32, or no text at all.
 *
 * @param bytes the content of a file
 * @returns the text, with a remark if it may not be what its author sees; or why it is none
 */
export function decodeText(bytes: Uint8Array): Reading {
  const beginning = decodeLatin1(bytes.subarray(0, 8));
  const signature = SIGNATURES.find(([begin]) => beginning.startsWith(begin));
  if (signature !== undefined) return { notText: signature[1] };

  const marked = MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked !== undefined) return decodeMarked(bytes, marked[1]);
  if (bytes.includes(0)) return decodeUnmarked(bytes);

  const { text: utf8, whole } = decode(bytes, "utf-8");
  const text = whole ? utf8 : decodeLatin1(bytes);
  if (isGibberish(text)) return { notText: "control characters" };
  if (whole) return { text };
  return { text, remark: looksForeign(text, utf8) ? "doubtful" : "latin1" };
}

/**
 * ISO-8859-1 byte for byte: the Web's "latin1" is windows-1252, which differs.
 *
 * @param bytes any bytes
 * @returns a text with one character per byte
 */
export function decodeLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function decodeMarked(bytes: Uint8Array, encoding: Encoding): Reading {
  const { text, whole } = decode(bytes, encoding);
  if (text.includes("\0")) return { notText: "zero bytes" };
  if (isGibberish(text)) return { notText: "control characters" };
  if (!whole && share(text, /\ufffd+/g) > 0.5) return { notText: `no valid ${encoding}` };
  return whole ? { text } : { text, remark: "damaged" };
}

/** A file with zero bytes and without a mark. */
function decodeUnmarked(bytes: Uint8Array): Reading {
  for (const encoding of ["utf-32le", "utf-32be"] as const) {
    const text = plausible(bytes, encoding);
    if (text !== undefined) return { text, remark: "unmarked" };
  }
  if (!isTextOfBytes(bytes)) {
    // Where both orders would do, the high bytes are those that are zero more often.
    const odd = bytes.reduce(
      (sum, byte, i) => sum + (byte === 0 ? 2 * (i % 2) - 1 : 0),
      0,
    );
    const orders = ["utf-16le", "utf-16be"] as const;
    for (const encoding of odd >= 0 ? orders : orders.toReversed()) {
      const text = plausible(bytes, encoding);
      if (text !== undefined) return { text, remark: "unmarked" };
    }
  }
  return { notText: "zero bytes" };
}

function plausible(bytes: Uint8Array, encoding: Encoding): string | undefined {
  const { text, whole } = decode(bytes, encoding);
  return whole && !IMPLAUSIBLE.test(text) ? text : undefined;
}

/**
 * Whether these are ordinary bytes of text with a zero here and there. Two ASCII letters
 * make one Chinese character of UTF-16, so it has to be ruled out first. In UTF-16 of an
 * alphabet every second byte is nearly always the same; that of Chinese is full of control
 * characters when it is read byte by byte.
 */
function isTextOfBytes(bytes: Uint8Array): boolean {
  const counts = [new Uint32Array(256), new Uint32Array(256)];
  bytes.forEach((byte, i) => counts[i % 2]![byte]!++);
  const commonest = Math.max(
    ...counts.map((count) => count.reduce((a, b) => Math.max(a, b))),
  );
  if (commonest > 0.4 * bytes.length / 2) return false;
  const rest = bytes.filter((byte) => byte !== 0);
  const { text, whole } = decode(rest, "utf-8");
  return share(whole ? text : decodeLatin1(rest), /(?:(?![\r\n])\p{Cc})+/gu) < 0.1;
}

/** Decodes strictly, and if that fails with U+FFFD for what cannot be decoded. */
function decode(bytes: Uint8Array, encoding: Encoding): { text: string; whole: boolean } {
  if (encoding === "utf-32le" || encoding === "utf-32be") {
    return decodeUtf32(bytes, encoding === "utf-32le");
  }
  try {
    return {
      text: new TextDecoder(encoding, { fatal: true }).decode(bytes),
      whole: true,
    };
  } catch {
    return { text: new TextDecoder(encoding).decode(bytes), whole: false };
  }
}

/** UTF-32, which the Web's decoder does not know. */
function decodeUtf32(
  bytes: Uint8Array,
  littleEndian: boolean,
): { text: string; whole: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const characters: string[] = [];
  let whole = bytes.length % 4 === 0;
  for (let i = 0; i + 4 <= bytes.length; i += 4) {
    const code = view.getUint32(i, littleEndian);
    const valid = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    if (!valid) whole = false;
    characters.push(valid ? String.fromCodePoint(code) : "\ufffd");
  }
  return { text: characters.join("").replace(/^\ufeff/, ""), whole };
}

/** How much of a text a pattern takes, in UTF-16 units. */
function share(text: string, pattern: RegExp): number {
  return (text.length - text.replaceAll(pattern, "").length) / text.length;
}

/**
 * Whether more than a tenth of the characters are controls. Those beyond U+007F alone do
 * not say so: they are letters in other encodings of 8 bits.
 */
function isGibberish(text: string): boolean {
  return share(text, LOW_CONTROLS) > 0.03 && share(text, CONTROLS) > 0.1;
}

/**
 * Whether a text that was taken for ISO-8859-1 looks like another encoding: it has control
 * characters beyond U+007F, which are letters and quotation marks elsewhere; or too many
 * accents for a language of the Latin alphabet; or most of it would be valid UTF-8.
 */
function looksForeign(latin1: string, utf8: string): boolean {
  return /[\x80-\x9f]/.test(latin1) ||
    share(latin1.replaceAll(/\s+/g, ""), /[\xa1-\xff]+/g) > 0.3 ||
    share(utf8, /[\u0080-\ufffc\u{10000}-\u{10ffff}]+/gu) > share(utf8, /\ufffd+/g);
}
