import assert from "node:assert/strict";
import { decodeText } from "./decode_text.ts";

// The bytes of every text here were made by Python's str.encode, written as hexadecimal.
const hex = (digits: string) => Uint8Array.fromHex(digits.replaceAll(" ", ""));
const ascii = (text: string) => new TextEncoder().encode(text);

Deno.test("decodeText: UTF-8, with and without a byte order mark", () => {
  assert.deepEqual(decodeText(hex("63 61 66 c3 a9")), { text: "café" });
  assert.deepEqual(decodeText(hex("ef bb bf 63 61 66 c3 a9")), { text: "café" });
  assert.deepEqual(decodeText(hex("f0 9f 9a 80")), { text: "🚀" });
  assert.deepEqual(decodeText(new Uint8Array()), { text: "" });
  assert.deepEqual(decodeText(hex("ef bb bf")), { text: "" });
});

// "moon été 月 🚀" in each.
const MARKED: Record<string, string> = {
  "utf-16le":
    "ff fe 6d 00 6f 00 6f 00 6e 00 20 00 e9 00 74 00 e9 00 20 00 08 67 20 00 3d d8 80 de",
  "utf-16be":
    "fe ff 00 6d 00 6f 00 6f 00 6e 00 20 00 e9 00 74 00 e9 00 20 67 08 00 20 d8 3d de 80",
  "utf-32le": "ff fe 00 00 6d 00 00 00 6f 00 00 00 6f 00 00 00 6e 00 00 00 20 00 00 00 " +
    "e9 00 00 00 74 00 00 00 e9 00 00 00 20 00 00 00 08 67 00 00 20 00 00 00 80 f6 01 00",
  "utf-32be": "00 00 fe ff 00 00 00 6d 00 00 00 6f 00 00 00 6f 00 00 00 6e 00 00 00 20 " +
    "00 00 00 e9 00 00 00 74 00 00 00 e9 00 00 00 20 00 00 67 08 00 00 00 20 00 01 f6 80",
};
for (const [encoding, bytes] of Object.entries(MARKED)) {
  const mark = encoding.startsWith("utf-16") ? 2 : 4;
  Deno.test(`decodeText: ${encoding} with its byte order mark, or without one`, () => {
    assert.deepEqual(decodeText(hex(bytes)), { text: "moon été 月 🚀" });
    assert.deepEqual(decodeText(hex(bytes).subarray(mark)), {
      text: "moon été 月 🚀",
      remark: "unmarked",
    });
  });

  Deno.test(`decodeText: ${encoding} cut in the middle of a character is read as far as it goes`, () => {
    const { text, remark } = decodeText(hex(bytes).subarray(0, -1)) as {
      text: string;
      remark: string;
    };
    assert.match(text, /^moon été 月 \ufffd?$/);
    assert.equal(remark, "damaged");
  });
}

Deno.test("decodeText: UTF-16 without a mark in scripts that have few zero bytes", () => {
  const texts: [text: string, le: string][] = [
    // Two zero bytes for a line end and a space, and one for the character 一, U+4E00.
    [
      "我们爱读书\n一 起学习",
      "1162 ec4e 3172 fb8b 664e 0a00 004e 2000 778d 665b 604e",
    ],
    ["привет мир", "3f04 4004 3804 3204 3504 4204 2000 3c04 3804 4004"],
    [
      "γεια σου κοσμε",
      "b303 b503 b903 b103 2000 c303 bf03 c503 2000 ba03 bf03 c303 bc03 b503",
    ],
    ["नमस्ते दुनिया", "2809 2e09 3809 4d09 2409 4709 2000 2609 4109 2809 3f09 2f09 3e09"],
  ];
  for (const [text, le] of texts) {
    const bytes = hex(le);
    assert.deepEqual(decodeText(bytes), { text, remark: "unmarked" });
    const be = bytes.map((_, i) => bytes[i ^ 1]!);
    assert.deepEqual(decodeText(be), { text, remark: "unmarked" });
  }
});

Deno.test("decodeText: a mark that bytes do not keep to is damage, not another encoding", () => {
  assert.deepEqual(decodeText(hex("ef bb bf 63 61 66 e9 21")), {
    text: "caf\ufffd!",
    remark: "damaged",
  });
  // A lone surrogate, U+D83D.
  assert.deepEqual(decodeText(hex("ff fe 61 00 3d d8 62 00")), {
    text: "a\ufffdb",
    remark: "damaged",
  });
  // Beyond U+10FFFF, and a surrogate.
  assert.deepEqual(
    decodeText(hex(`ff fe 00 00 ${"61 00 00 00".repeat(5)} 00 00 11 00 00 d8 00 00`)),
    {
      text: "aaaaa\ufffd\ufffd",
      remark: "damaged",
    },
  );
});

Deno.test("decodeText: what is no UTF-8 is ISO-8859-1, byte for byte", () => {
  assert.deepEqual(decodeText(hex("6c 65 20 63 61 66 e9")), {
    text: "le café",
    remark: "latin1",
  });
});

// text.encode(...) of Python, and what it looks like as ISO-8859-1.
const FOREIGN: Record<string, string> = {
  "windows-1252, “moon” with curly quotation marks": "93 6d 6f 6f 6e 94",
  "windows-1252, an ellipsis": "77 65 6c 6c 85",
  "windows-1251, привет мир": "ef f0 e8 e2 e5 f2 20 ec e8 f0",
  "KOI8-R, привет мир": "d0 d2 c9 d7 c5 d4 20 cd c9 d2",
  "GB18030, 我爱自然语言": "ce d2 b0 ae d7 d4 c8 bb d3 ef d1 d4",
  "Shift-JIS, 機械学習の本": "8b 40 8a 42 8a 77 8f 4b 82 cc 96 7b",
  "Big5, 我愛自然語言": "a7 da b7 52 a6 db b5 4d bb 79 a8 a5",
  "UTF-8 with one byte lost, Köln, Zürich, Genève":
    "4b c3 b6 6c 6e 2c 20 5a c3 bc 72 69 63 68 2c 20 47 65 6e c3 76 65",
};
for (const [what, bytes] of Object.entries(FOREIGN)) {
  Deno.test(`decodeText: a doubt is told of ${what}`, () => {
    const text = hex(bytes).reduce((sum, byte) => sum + String.fromCharCode(byte), "");
    assert.deepEqual(decodeText(hex(bytes)), { text, remark: "doubtful" });
  });
}

const NO_TEXTS: [what: RegExp, bytes: Uint8Array][] = [
  [/PDF/, ascii("%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj")],
  [/RTF/, ascii("{\\rtf1\\ansi hello}")],
  [/zip/, hex("50 4b 03 04 14 00 06 00")],
  [/Office/, hex("d0 cf 11 e0 a1 b1 1a e1 00 00")],
  [/PNG/, hex("89 50 4e 47 0d 0a 1a 0a 00 00 00 0d 49 48 44 52")],
  [/JPEG/, hex("ff d8 ff e0 00 10 4a 46 49 46")],
  [/GIF/, ascii("GIF89a")],
  [/gzip/, hex("1f 8b 08 08 11 22 33 44")],
  [/bzip2/, ascii("BZh91AY&SY")],
  [/xz/, hex("fd 37 7a 58 5a 00")],
  [/7z/, hex("37 7a bc af 27 1c 00 04")],
  [/zero bytes/, hex("00")],
  [/zero bytes/, new Uint8Array(1000)],
  [/zero bytes/, hex("7f 45 4c 46 02 01 01 00 00 00 00 00 00 00 00 00")],
  // English with one zero byte: read as UTF-16 it would be Chinese.
  [/zero bytes/, ascii("hello\0world!")],
  [
    /zero bytes/,
    hex("6c 65 20 63 61 66 e9 20 65 73 74 20 62 6f 6e 00 20 e0 20 50 61 72 69 73"),
  ],
  // A mark of UTF-16, and then what is none.
  [/zero bytes/, hex("ff fe 41 00 00 00 42 00")],
  [/no valid utf-8/, hex("ef bb bf 61 ff fe 62 fd fc")],
  [/no valid utf-32le/, hex("ff fe 00 00 61 62 63 64 65 66 67 68")],
  [/control characters/, Uint8Array.from({ length: 255 }, (_, i) => i + 1)],
  [/control characters/, hex("01 02 03 61 62 63")],
];
for (const [what, bytes] of NO_TEXTS) {
  const beginning = bytes.slice(0, 8).toHex();
  Deno.test(`decodeText: no text, ${what.source}, ${beginning}`, () => {
    const reading = decodeText(bytes);
    assert.ok("notText" in reading, JSON.stringify(reading));
    assert.match(reading.notText, what);
  });
}

Deno.test("decodeText: white space, form feeds and colours of a terminal are text", () => {
  const text = "\t\n\v\f\r\x1b[1mbold\x1b[0m".repeat(20);
  assert.deepEqual(decodeText(ascii(text)), { text });
});

Deno.test("decodeText: text that is part of a larger buffer", () => {
  const all = hex("00 00 ff fe 61 00 62 00 00");
  assert.deepEqual(decodeText(all.subarray(2, 8)), { text: "ab" });
  assert.deepEqual(decodeText(hex("ff 00 00 fe ff 00 00 00 61").subarray(1)), {
    text: "a",
  });
});

Deno.test("decodeText: every post of mini as UTF-16 without a mark, and with a zero byte in it", () => {
  const mini = new URL("mini/", import.meta.url);
  for (const { name } of Deno.readDirSync(mini)) {
    for (const post of Deno.readDirSync(new URL(`${name}/`, mini))) {
      const bytes = Deno.readFileSync(new URL(`${name}/${post.name}`, mini));
      const text = new TextDecoder().decode(bytes);
      assert.deepEqual(decodeText(bytes), { text });
      const view = new DataView(new ArrayBuffer(2 * text.length));
      for (const littleEndian of [true, false]) {
        for (let i = 0; i < text.length; i++) {
          view.setUint16(2 * i, text.charCodeAt(i), littleEndian);
        }
        const wide = new Uint8Array(view.buffer);
        assert.deepEqual(decodeText(wide), { text, remark: "unmarked" });
      }
      bytes[bytes.length >> 1] = 0;
      assert.deepEqual(decodeText(bytes), { notText: "zero bytes" });
    }
  }
});
