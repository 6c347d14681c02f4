/** ln 2 in two parts; the first is short, so that a whole number of it is exact. */
const LN2 = 0.693147180369123816490;
const LN2_REST = 1.90821492927058770002e-10;
/** Enough for z ≤ 0.03, where the last is 1e-18 of the first. */
const TERMS = 11;

/**
 * The natural logarithm by + − × ÷ alone, which are the same on every machine. `Math.log`
 * may differ in its last digit from one browser to another, and with it every random start
 * that is made from normal numbers. Within one unit in the last place.
 *
 * With x = 2ᵉ(1 + f), |f| ≤ 0.42, and s = f / (2 + f), z = s²:
 *
 *     ln(1 + f) = ln(1 + s) − ln(1 − s) = 2s + s·R,   R = 2z/3 + 2z²/5 + 2z³/7 + …
 *
 * where 2s is written as f − f²/2 + s·f²/2: f is exact, and what is rounded is small.
 *
 * Source: the series of James Gregory and its arrangement in the C library fdlibm, Sun
 * Microsystems 1993, https://www.netlib.org/fdlibm/e_log.c
 *
 * @param x from 1e-300 on, finite
 */
export function portableLog(x: number): number {
  let mantissa = x;
  let exponent = 0;
  for (; mantissa < Math.SQRT1_2; mantissa *= 2) exponent--;
  for (; mantissa > Math.SQRT2; mantissa /= 2) exponent++;
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  let R = 0;
  for (let term = TERMS; term >= 1; term--) R = z * (2 / (2 * term + 1) + R);
  const half = f * f / 2;
  return exponent * LN2 - (half - (s * (half + R) + exponent * LN2_REST) - f);
}
