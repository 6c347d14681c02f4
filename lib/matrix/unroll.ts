/**
 * Loops over the k columns of a narrow factor, written out for one k.
 *
 * JavaScript engines keep `s0 … s5` in registers, but not `s[0] … s[5]`; for the six
 * topics of the course that makes a product two to four times as fast. So the inner
 * loops are written as text, once for every k that occurs, and compiled. Each user of
 * this file has its plain loop beside it, for wider factors, and a test that compares
 * the two.
 */

/** Factors up to this width are unrolled; beyond it there are not enough registers. */
export const WIDEST_UNROLLED = 16;

/** The texts `write(0)`, `write(1)` … `write(k − 1)`, joined. */
export function each(k: number, write: (r: number) => string, separator = "\n"): string {
  return Array.from({ length: k }, (_, r) => write(r)).join(separator);
}

/**
 * A function of k that compiles a loop body when that k first occurs, and keeps it.
 *
 * @param parameters the names of the compiled function's parameters
 * @param body its text for a given k
 */
export function unrolled<F>(
  parameters: readonly string[],
  body: (k: number) => string,
): (k: number) => F {
  const compiled = new Map<number, F>();
  return (k) => {
    let loop = compiled.get(k);
    if (loop === undefined) {
      loop = new Function(...parameters, `"use strict";\n${body(k)}`) as F;
      compiled.set(k, loop);
    }
    return loop;
  };
}
