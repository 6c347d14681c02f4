import { setTimeout as sleep } from "node:timers/promises";
import { InputError } from "@nmf/lib/error";
import { checkLimit, LIMITS, megabytes } from "./limits.ts";

/** What `fetchArchive` may be told. */
export interface FetchOptions {
  /** How often to try in all; 4 by default. */
  attempts?: number;
  /** Milliseconds before the second try; doubled before each further one; 1000 by default. */
  backoff?: number;
  /** The most bytes to take; `LIMITS.archive` by default. */
  limit?: number;
  /** Milliseconds without a byte after which a try is given up; 30 000 by default. */
  patience?: number;
  /** Stops the download. */
  signal?: AbortSignal;
  /** Called as bytes arrive; `total` is undefined if the server does not say. */
  onProgress?: (received: number, total: number | undefined) => void;
  /** Called before each further try. */
  onRetry?: (reason: string, milliseconds: number) => void;
}

/** What `setTimeout` can wait at most, in milliseconds; beyond it, it does not wait. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** A failure that may be gone at the next try. */
class Passing extends Error {
  /** What the server asks for, in milliseconds. */
  readonly wait: number | undefined;

  constructor(message: string, wait?: number) {
    super(message);
    this.wait = wait;
  }
}

/**
 * Downloads a file into memory, and tries again when the connection breaks, stalls, ends
 * early, or the server is busy (429) or broken (5xx).
 *
 * @param url where the file is
 * @param options how patient to be
 * @returns the file's bytes
 * @throws {InputError} if it cannot be had, or has more bytes than `limit`
 * @throws {RangeError} if an option is out of range
 */
export async function fetchArchive(
  url: string,
  options: FetchOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { attempts = 4, backoff = 1000, patience = 30_000, limit, signal, onRetry } =
    options;
  if (!(Number.isInteger(attempts) && attempts >= 1)) {
    throw new RangeError(`attempts must be a whole number from 1, not ${attempts}`);
  }
  for (
    const [name, value, least] of [["backoff", backoff, 0], [
      "patience",
      patience,
      1,
    ]] as const
  ) {
    if (!(value >= least && value <= LONGEST_WAIT)) {
      throw new RangeError(
        `${name} must be ${least} to ${LONGEST_WAIT} milliseconds, not ${value}`,
      );
    }
  }
  checkLimit("limit", limit);
  for (let attempt = 1;; attempt++) {
    try {
      return await fetchOnce(url, options);
    } catch (error) {
      if (!(error instanceof Passing)) throw error;
      if (attempt === attempts) {
        throw new InputError(
          `${url} could not be downloaded in ${attempts} tries (${error.message}); ` +
            `try again later, or download it by other means and give it with --from FILE`,
        );
      }
      const wait = Math.min(error.wait ?? backoff * 2 ** (attempt - 1), LONGEST_WAIT);
      onRetry?.(error.message, wait);
      await sleep(wait, undefined, signal && { signal });
    }
  }
}

async function fetchOnce(
  url: string,
  { patience = 30_000, limit = LIMITS.archive, signal, onProgress }: FetchOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const control = new AbortController();
  const giveUp = () =>
    control.abort(new Passing(`nothing came for ${patience / 1000} seconds`));
  let timer = setTimeout(giveUp, patience);
  try {
    const stop = signal ? AbortSignal.any([control.signal, signal]) : control.signal;
    const response = await fetch(url, { signal: stop });
    await refuse(response, url);
    const length = response.headers.get("content-length");
    const total = length === null ? undefined : Number(length);
    refuseBeyond(limit, total ?? 0, url);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    for await (const chunk of response.body!) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience);
      chunks.push(chunk);
      received += chunk.length;
      refuseBeyond(limit, received, url);
      onProgress?.(received, total);
    }
    if (total !== undefined && received < total) {
      throw new Passing(`the connection ended after ${received} of ${total} bytes`);
    }
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  } catch (error) {
    if (error instanceof Passing || error instanceof InputError) throw error;
    // A lost connection is a TypeError in `fetch` and in the middle of a body.
    if (error instanceof TypeError) throw new Passing(error.message);
    if (error instanceof Deno.errors.NotCapable) {
      throw new InputError(
        `${
          error.message.split(",")[0]
        }: the archive has moved; download it by other means ` +
          `and give it with --from FILE, or see data/README.md`,
      );
    }
    throw error;
  } finally {
    clearTimeout(timer);
    // What is left of a body that was refused is not waited for.
    control.abort();
  }
}

function refuseBeyond(limit: number, bytes: number, url: string): void {
  if (bytes <= limit) return;
  throw new InputError(
    `${url} has more than the allowed ${megabytes(limit)}: it is not the right archive`,
  );
}

/** Throws what the status asks for: try again, or give up. */
async function refuse(response: Response, url: string): Promise<void> {
  // Other answers that count as success, such as 202 "wait", bring no archive.
  if (response.status === 200) return;
  await response.body?.cancel();
  const said = `the server answered ${response.status} ${response.statusText}`.trimEnd();
  if (response.status === 429 || response.status >= 500) {
    const seconds = Number(response.headers.get("retry-after") ?? NaN);
    throw new Passing(said, seconds >= 0 ? 1000 * Math.min(seconds, 60) : undefined);
  }
  throw new InputError(
    `${url}: ${said}; download the archive by other means and give it with --from FILE`,
  );
}
