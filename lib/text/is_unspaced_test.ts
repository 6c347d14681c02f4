import assert from "node:assert/strict";
import { isUnspaced } from "./is_unspaced.ts";

const UNSPACED: Record<string, string> = {
  Chinese: "机器学习是人工智能的一个分支。它从数据中学习规律，然后用规律预测。",
  "a Chinese poem, five characters a line":
    "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
  "Chinese with English words":
    "这是一篇关于machine learning的文章，作者用Python写程序。",
  Japanese: "東京大学で機械学習を勉強しています。コーヒーを飲みながら論文を読みます。",
  Thai: "ภาษาไทยเป็นภาษาที่สวยงาม และมีผู้พูดจำนวนมากในประเทศไทย",
  Lao: "ພາສາລາວເປັນພາສາທາງການຂອງປະເທດລາວ",
  Khmer: "ភាសាខ្មែរជាភាសាផ្លូវការរបស់ប្រទេសកម្ពុជា",
  Burmese: "မြန်မာဘာသာစကားသည်မြန်မာနိုင်ငံ၏ရုံးသုံးဘာသာစကားဖြစ်သည်",
};
for (const [what, text] of Object.entries(UNSPACED)) {
  Deno.test(`isUnspaced: ${what}`, () => assert.equal(isUnspaced(text), true));
}

const SPACED: Record<string, string> = {
  nothing: "",
  "white space and signs": " \n ，。",
  English: "The moon rises above the sea, and the stars come out.",
  "English that quotes Chinese": "The old name 机器学习 means machine learning, and " +
    "nobody in this long English sentence speaks of anything else.",
  Korean: "한국어는 한국의 공용어이다. 기계 학습을 공부한다.",
  Hindi: "मशीन लर्निंग कृत्रिम बुद्धिमत्ता की एक शाखा है।",
  "Chinese with spaces": "机器 学习 是 人工 智能 的 一个 分支 。 它 从 数据 中 学习 规律",
  "Japanese with spaces":
    "東京 大学 で 機械 学習 を 勉強 し て い ます 。 コーヒー を 飲む",
  "Thai with spaces": "ภาษา ไทย เป็น ภาษา ที่ สวยงาม และ มี ผู้พูด จำนวน มาก ใน ประเทศ ไทย",
  "one Chinese word": "月亮",
};
for (const [what, text] of Object.entries(SPACED)) {
  Deno.test(`isUnspaced: not ${what}`, () => assert.equal(isUnspaced(text), false));
}
