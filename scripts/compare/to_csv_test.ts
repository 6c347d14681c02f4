import assert from "node:assert/strict";
import { resultWith } from "./testing.ts";
import { toCsv } from "./to_csv.ts";

Deno.test("toCsv: a line of names and one for each run", () => {
  const csv = toCsv([
    resultWith({
      method: "a",
      name: "a, or b",
      device: "GPU: x",
      clamped: 2.5,
      negatives: { W: 1, H: 2 },
    }),
    resultWith({
      method: "b",
      name: 'the "b"',
      clamped: NaN,
      secondsToBest: null,
      failed: "no",
    }),
  ]);
  assert.equal(
    csv,
    "topics,start,method,id,lesson,device,honest_error,reported_error,negatives_W,negatives_H," +
      "iterations,seconds,seconds_to_best,topics_matched,nmi,purity,npmi,failed\r\n" +
      '6,nndsvda,"a, or b",a,99,GPU: x,2.5,2.5,1,2,10,0.5,0.25,1,1,1,0.5,\r\n' +
      '6,nndsvda,"the ""b""",b,99,processor,,,0,0,10,0.5,,1,1,1,0.5,no\r\n',
  );
});
