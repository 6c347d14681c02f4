/** All steps that lead to `end`, each after those it came from. */
export function forwardOrder(
  inputs: Record<string, readonly string[]>,
  end: string,
): string[] {
  const order: string[] = [];
  function visit(step: string): void {
    // BLANK: unless it is written down: visit its inputs, then write it down (about three lines)
    if (order.includes(step)) return;
    for (const input of inputs[step]) visit(input);
    order.push(step);
    // END BLANK
  }
  visit(end);
  return order;
}
