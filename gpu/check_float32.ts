/**
 * Refuses what is no number on the device.
 *
 * @param what it is, for the message
 * @param value the number
 * @throws {RangeError} if it is NaN, infinite, or too large for float32
 */
export function checkFloat32(what: string, value: number): void {
  if (!Number.isFinite(Math.fround(value))) {
    throw new RangeError(`${what} must be a finite float32 number, not ${value}`);
  }
}
