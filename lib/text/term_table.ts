/**
 * Numbers terms 0, 1, 2 … in the order in which they are first added.
 *
 * It does what a `Map<string, number>` does, but looks a term up where it stands in the
 * text, as a range of characters, so that no string is made for each of the hundreds of
 * thousands of tokens of a corpus; only a new term becomes a string of its own.
 */
export class TermTable {
  /** The terms by number. */
  readonly terms: string[] = [];
  /** Open addressing: the number of the term in each slot, or −1. Its size is 2^n. */
  #slots = new Int32Array(1024).fill(-1);
  /** The hash of each term by number. */
  #hashes: number[] = [];

  /** The number of the term `text.slice(from, to)`, or −1 if it was never added. */
  find(text: string, from = 0, to = text.length): number {
    return this.#slots[this.#slotOf(text, from, to, hashOf(text, from, to))]!;
  }

  /** The number of the term `text.slice(from, to)`, a new one if it is new. */
  add(text: string, from = 0, to = text.length): number {
    const hash = hashOf(text, from, to);
    const slot = this.#slotOf(text, from, to, hash);
    const known = this.#slots[slot]!;
    if (known >= 0) return known;
    const number = this.terms.length;
    this.terms.push(text.slice(from, to));
    this.#hashes.push(hash);
    this.#slots[slot] = number;
    if (this.terms.length * 2 > this.#slots.length) this.#grow();
    return number;
  }

  /** Where the term stands, or the free slot where it would. */
  #slotOf(text: string, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const number = slots[slot]!;
      if (number < 0) return slot;
      if (
        this.#hashes[number] === hash && sameText(this.terms[number]!, text, from, to)
      ) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = slots.length - 1;
    this.#hashes.forEach((hash, number) => {
      let slot = hash & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = number;
    });
    this.#slots = slots;
  }
}

/** FNV-1a over UTF-16 units, http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

function sameText(term: string, text: string, from: number, to: number): boolean {
  if (term.length !== to - from) return false;
  for (let i = 0; i < term.length; i++) {
    if (term.charCodeAt(i) !== text.charCodeAt(from + i)) return false;
  }
  return true;
}
