/**
 * JSON that keeps every number: what JSON has no sign for, or JavaScript writes as another,
 * is `{"number": "NaN"}`.
 */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, one) => {
    if (one instanceof Float64Array || one instanceof Int32Array) return Array.from(one);
    if (typeof one !== "number") return one;
    if (Object.is(one, -0)) return { number: "-0" };
    return Number.isFinite(one) ? one : { number: String(one) };
  });
}

/** The value that `toJson` wrote, or peer.py. */
export function fromJson(text: string) {
  return JSON.parse(text, (_, one) => {
    const isNumber = typeof one === "object" && one !== null &&
      Object.keys(one).join() === "number" && typeof one.number === "string";
    return isNumber ? Number(one.number) : one;
  });
}
