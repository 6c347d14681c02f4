/**
 * Refuses what is no count: a size, a length, a place.
 *
 * @param what it counts, for the message
 * @param value the number
 * @param least the smallest one allowed
 * @throws {RangeError} if it is not a whole number from `least` on
 */
export function checkCount(what: string, value: number, least = 0): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(
      `${what} must be a whole number from ${least} on, not ${value}`,
    );
  }
}
