/** A value as an error message names it. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) {
    const kind = value.constructor?.name ?? "Object";
    return kind === "Object" ? "an object" : `a ${kind}`;
  }
  return String(value);
}

/** Options that are true or false, if they are given; a TypeError names one that is not. */
export function checkFlags<Options extends object>(
  options: Options,
  names: (keyof Options & string)[],
): void {
  for (const name of names) {
    const value = options[name];
    if (value !== undefined && typeof value !== "boolean") {
      throw new TypeError(`${name} must be true or false, not ${shown(value)}`);
    }
  }
}
