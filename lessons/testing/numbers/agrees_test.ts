import assert from "node:assert/strict";
import { agrees } from "./agrees.ts";

Deno.test("a shown number is the found one, rounded to its digits", () => {
  assert.ok(agrees("43.6456", 43.64556765));
  assert.ok(!agrees("43.6456", 43.6457));
  assert.ok(!agrees("43.6456", 43.6455));
  assert.ok(agrees("44.43", "44.4297"));
  assert.ok(agrees("26 576", 26576));
  assert.ok(!agrees("26 576", 26577));
  assert.ok(agrees("58 %", 58.13));
  assert.ok(!agrees("58 %", 58.6));
  assert.ok(agrees("134 thousand", 133634));
  assert.ok(!agrees("134 thousand", 133400));
  assert.ok(agrees("54 million", 54055584));
  assert.ok(agrees("2.6e-13", 2.63e-13));
  assert.ok(!agrees("2.6e-13", 2.7e-13));
  assert.ok(agrees("−0.5", -0.5));
  assert.ok(!agrees("16.5", NaN));
});

Deno.test("numbers in words, words and claims", () => {
  assert.ok(agrees("that is 0.004", 0.00436));
  assert.ok(!agrees("that is 0.004", 0.0046));
  assert.ok(!agrees("that is 0.004", undefined));
  assert.ok(agrees("four of the ten", "4"));
  assert.ok(!agrees("four of the ten", 5));
  assert.ok(agrees("“jpeg image gif file”", "jpeg  image gif file"));
  assert.ok(agrees("“jpeg image gif file”", ["jpeg", "image", "gif", "file"]));
  assert.ok(!agrees("“jpeg image gif file”", "jpeg image file gif"));
  assert.ok(agrees("the same six", true));
  assert.ok(!agrees("the same six", false));
  // What a look-up says that found nothing is no number.
  assert.ok(!agrees("at 43.6456", "nowhere: 43.6456"));
  assert.ok(!agrees("43.6456", "there is no fact 43.6456"));
});
