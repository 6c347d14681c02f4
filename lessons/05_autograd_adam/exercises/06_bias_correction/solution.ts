/** What Adam keeps of one number. */
export interface Means {
  m: number;
  v: number;
  /** Steps taken. */
  t: number;
}

/** One step of the two means; it changes `means` and returns both corrected. */
export function correctedMeans(
  means: Means,
  g: number,
  { beta1, beta2 }: { beta1: number; beta2: number },
): { m: number; v: number } {
  means.t += 1;
  // BLANK: change means.m and means.v (two lines)
  means.m = beta1 * means.m + (1 - beta1) * g;
  means.v = beta2 * means.v + (1 - beta2) * g ** 2;
  // END BLANK
  // BLANK: return both corrected, as { m: …, v: … } (one or two lines)
  const { m, v, t } = means;
  return { m: m / (1 - beta1 ** t), v: v / (1 - beta2 ** t) };
  // END BLANK
}
