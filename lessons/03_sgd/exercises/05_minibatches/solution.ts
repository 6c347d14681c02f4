/** The documents in this order, cut into pieces of `size`; the last may be shorter. */
export function minibatches(order: readonly number[], size: number): number[][] {
  const batches: number[][] = [];
  // BLANK: a loop that pushes each piece onto batches (about three lines)
  for (let from = 0; from < order.length; from += size) {
    batches.push(order.slice(from, from + size));
  }
  // END BLANK
  return batches;
}
