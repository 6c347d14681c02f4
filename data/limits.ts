/** How much an archive may hold before it is refused, so that a bomb fills nothing. */
export interface Limits {
  /** Bytes of the archive itself, compressed. */
  archive: number;
  /** Bytes of everything in it, unpacked. */
  unpacked: number;
  /** Bytes of one file in it. */
  file: number;
  /** Files and folders in it. */
  entries: number;
}

/** At least seven times what 20 Newsgroups has: 14 MB, 50 MB, 161 kB, 18 888. */
export const LIMITS: Readonly<Limits> = {
  archive: 100e6,
  unpacked: 400e6,
  file: 20e6,
  entries: 200_000,
};

/**
 * @param name what is limited
 * @param value the limit; undefined for the usual one
 * @throws {RangeError} if it is no number from 0
 */
export function checkLimit(name: string, value: number | undefined): void {
  if (value !== undefined && !(value >= 0)) {
    throw new RangeError(`${name} must be a number from 0, not ${value}`);
  }
}

/** A number of bytes for a message. */
export function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${bytes} bytes` : `${bytes / 1e6} MB`;
}
