import type { Matrix } from "@nmf/lib/matrix";

/** The NPMI of the words in columns x and y of counts, documents × terms: −1 to 1. */
export function npmi(counts: Matrix, x: number, y: number): number {
  let withX = 0;
  let withY = 0;
  let withBoth = 0;
  for (let d = 0; d < counts.rows; d++) {
    // BLANK: count document d in withX, withY and withBoth, where it belongs (three lines)
    if (counts.at(d, x) > 0) withX += 1;
    if (counts.at(d, y) > 0) withY += 1;
    if (counts.at(d, x) > 0 && counts.at(d, y) > 0) withBoth += 1;
    // END BLANK
  }
  const px = withX / counts.rows;
  const py = withY / counts.rows;
  const pxy = withBoth / counts.rows;
  // BLANK: return the NPMI, and mind the two cases (about three lines)
  if (pxy === 0) return -1;
  if (pxy === 1) return 0;
  return Math.log(pxy / (px * py)) / -Math.log(pxy);
  // END BLANK
}
