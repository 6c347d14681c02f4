import type { CommonOptions } from "./check_options.ts";
import type { Regularization } from "./options.ts";

/** The penalty on W grows with n and that on H with m, as the loss itself does. */
export function regularization(
  options: CommonOptions,
  V: { rows: number; cols: number },
): Regularization {
  const { alphaW = 0, alphaH = "same", l1Ratio = 0 } = options;
  const forW = V.cols * alphaW;
  const forH = V.rows * (alphaH === "same" ? alphaW : alphaH);
  return {
    l1W: forW * l1Ratio,
    l2W: forW * (1 - l1Ratio),
    l1H: forH * l1Ratio,
    l2H: forH * (1 - l1Ratio),
  };
}
