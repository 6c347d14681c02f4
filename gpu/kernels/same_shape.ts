interface Shape {
  rows: number;
  cols: number;
}

/**
 * Refuses two matrices of different shapes.
 *
 * @param name of the kernel, for the message
 * @throws {RangeError} if the shapes differ; the message names both
 */
export function sameShape(name: string, A: Shape, B: Shape): void {
  if (A.rows !== B.rows || A.cols !== B.cols) {
    throw new RangeError(
      `${name}: one matrix is ${A.rows} × ${A.cols}, the other ${B.rows} × ${B.cols}; ` +
        `the shapes must be the same`,
    );
  }
}
