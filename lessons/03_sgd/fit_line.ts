/**
 * Fits the line y = ax + b by gradient descent on the mean squared error. With
 * r = ax + b − y, the gradients are 2·mean(r·x) and 2·mean(r).
 */
export function fitLine(
  points: readonly { x: number; y: number }[],
  { a, b, rate, steps }: { a: number; b: number; rate: number; steps: number },
): { a: number; b: number } {
  for (let i = 0; i < steps; i++) {
    let da = 0;
    let db = 0;
    for (const { x, y } of points) {
      const r = a * x + b - y;
      da += 2 * r * x / points.length;
      db += 2 * r / points.length;
    }
    a -= rate * da;
    b -= rate * db;
  }
  return { a, b };
}
