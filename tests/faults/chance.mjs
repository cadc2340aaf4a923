// Chance that can be had again: every choice of a run follows from the suite's seed, the row and the run.

/** The suite's seed: given by STANDPOINT_SEED, else another one each time. It is printed with every row. */
export const seed = Number(process.env.STANDPOINT_SEED ?? Math.floor(Math.random() * 1e9));

export class Chance {
  #state;

  constructor(...from) {
    // FNV-1a over the words that the choices are to follow from.
    this.#state = 0x811c9dc5;
    for (const letter of [seed, ...from].join("/")) {
      this.#state = Math.imul(this.#state ^ letter.codePointAt(0), 0x01000193) >>> 0;
    }
  }

  /** A number from 0 to below 1 (mulberry32). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  between(least, most) {
    return least + this.below(most - least + 1);
  }

  /** Whether something that happens once in so many times happens now. */
  onceIn(times) {
    return this.below(times) === 0;
  }

  of(list) {
    return list[this.below(list.length)];
  }

  /** Letters that no storage makes shorter. */
  letters(count) {
    const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    return Array.from({ length: count }, () => alphabet[this.below(64)]).join("");
  }
}
