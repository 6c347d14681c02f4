import assert from "node:assert/strict";
import { CountVectorizer } from "./count_vectorizer.ts";
import { isSegmentedLanguage, segment, SEGMENTED_TOKEN } from "./segment.ts";

const words = (text: string) => text.trim().split(/\s+/);

// Every word here has an entry of its own in dictionaries of its language (Wiktionary).
const SENTENCES: Record<string, [text: string, words: string]> = {
  zh: ["我爱机器学习和自然语言", "我 爱 机器 学习 和 自然 语言"],
  "zh-Hant": ["我們學習語言", "我們 學習 語言"],
  ja: ["東京大学で機械学習", "東京 大学 で 機械 学習"],
  th: ["ภาษาไทยเป็นภาษาที่สวยงาม", "ภาษา ไทย เป็น ภาษา ที่ สวยงาม"],
  lo: ["ພາສາລາວເປັນພາສາ", "ພາສາ ລາວ ເປັນ ພາສາ"],
  km: ["ភាសាខ្មែរជាភាសា", "ភាសាខ្មែរ ជា ភាសា"],
  my: ["မြန်မာဘာသာစကား", "မြန်မာဘာသာ စကား"],
};
for (const [language, [text, cut]] of Object.entries(SENTENCES)) {
  Deno.test(`segment: ${language}, told or by its script`, () => {
    assert.deepEqual(words(segment(text, language)), words(cut));
    assert.deepEqual(words(segment(text)), words(cut));
    // Nothing but spaces is added.
    assert.equal(segment(text).replaceAll(" ", ""), text);
  });
}

Deno.test("segment leaves other scripts as they are, and parts them from the words", () => {
  const text = "The well-known moon’s café, 한국어 नमस्ते Привет 2024\n\t\u3000";
  for (const language of [undefined, "zh", "th"]) {
    assert.equal(segment(text, language), text);
  }
  assert.equal(segment(""), "");
  assert.deepEqual(words(segment("2024年的Python程序")), [
    "2024",
    "年",
    "的",
    "Python",
    "程序",
  ]);
});

Deno.test("segment: several languages in one text", () => {
  assert.deepEqual(words(segment("机器学习 ภาษาไทย コーヒー")), [
    "机器",
    "学习",
    "ภาษา",
    "ไทย",
    "コーヒー",
  ]);
});

Deno.test("segment keeps half of a surrogate pair, and forgets it", () => {
  assert.equal(segment("a\ud842 b"), "a\ud842 b");
  assert.deepEqual(words(segment("𠮷野家")).join(""), "𠮷野家");
});

Deno.test("segment refuses a language it does not know", () => {
  for (const language of ["en", "", "zh_CN", "zhongwen", "zh-", "ja; rm", "auto"]) {
    assert.ok(!isSegmentedLanguage(language));
    assert.throws(() => segment("月", language), {
      name: "RangeError",
      message: /one of ja, zh, th, lo, km, my, not/,
    });
  }
  for (const language of ["zh", "ZH", "zh-Hans", "zh-hant-tw", "ja-JP", "th-TH", "my"]) {
    assert.ok(isSegmentedLanguage(language));
  }
});

Deno.test("SEGMENTED_TOKEN keeps the words that segment finds whole, with their marks", () => {
  const vectorizer = new CountVectorizer({ tokenPattern: SEGMENTED_TOKEN });
  vectorizer.fit([segment(SENTENCES.th![0]), segment(SENTENCES.my![0]), "a b2 c_"]);
  assert.deepEqual(
    vectorizer.featureNames.toSorted(),
    ["ภาษา", "ไทย", "เป็น", "ที่", "สวยงาม", "မြန်မာဘာသာ", "စကား", "b2", "c_"].toSorted(),
  );
});
