import type { CommonOptions } from "./check_options.ts";
import type { Regularization } from "./options.ts";

/**
 * The penalty on W grows with n and that on H with m, as the loss itself does. All four are
 * finite: an infinite weight times a share of 0 would be NaN.
 */
export function regularization(
  options: CommonOptions,
  V: { rows: number; cols: number },
): Regularization {
  const { alphaW = 0, alphaH = "same", l1Ratio = 0 } = options;
  const forW = Math.min(V.cols * alphaW, Number.MAX_VALUE);
  const forH = Math.min(
    V.rows * (alphaH === "same" ? alphaW : alphaH),
    Number.MAX_VALUE,
  );
  return {
    l1W: forW * l1Ratio,
    l2W: forW * (1 - l1Ratio),
    l1H: forH * l1Ratio,
    l2H: forH * (1 - l1Ratio),
  };
}
