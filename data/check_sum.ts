import { InputError } from "@nmf/lib/error";

/**
 * Makes sure that bytes are those that were published.
 *
 * @param bytes a file's content
 * @param expected its SHA-256 as 64 hexadecimal digits
 * @throws {InputError} if `expected` is no SHA-256, or the bytes have another one
 */
export async function checkSum(
  bytes: Uint8Array<ArrayBuffer>,
  expected: string,
): Promise<void> {
  if (!/^[0-9a-f]{64}$/i.test(expected)) {
    throw new InputError(`--sha256 must be 64 hexadecimal digits, not "${expected}"`);
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const actual = digest.toHex();
  if (actual !== expected.toLowerCase()) {
    throw new InputError(
      `the archive's SHA-256 is ${actual}, not ${expected.toLowerCase()}: it is damaged or ` +
        `another file; fetch it again, or give its own sum with --sha256`,
    );
  }
}
