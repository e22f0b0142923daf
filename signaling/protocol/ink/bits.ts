const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** By the letter's code; -1 for a strange one. */
const valueByCode = new Int8Array(128).fill(-1);
for (let value = 0; value < alphabet.length; value += 1) valueByCode[alphabet.charCodeAt(value)] = value;
/** Bits of one letter of base64url. */
const letterBits = 6;

/** Writes whole numbers bit by bit, the highest first, as letters of base64url without padding. */
export class BitWriter {
  #text = '';
  #held = 0;
  #heldBits = 0;

  /** `value`: whole, from 0, below 2 to the `bits`; at most 16 bits at once. */
  write(value: number, bits: number): void {
    this.#held = (this.#held << bits) | value;
    this.#heldBits += bits;
    while (this.#heldBits >= letterBits) {
      this.#heldBits -= letterBits;
      this.#text += alphabet[(this.#held >> this.#heldBits) & 63] ?? '';
    }
    this.#held &= (1 << this.#heldBits) - 1;
  }

  /** All that was written, the last letter filled up with zeros. */
  finish(): string {
    if (this.#heldBits > 0) this.write(0, letterBits - this.#heldBits);
    return this.#text;
  }
}

/** Reads what a {@link BitWriter} wrote. */
export class BitReader {
  readonly #text: string;
  #position = 0;
  #held = 0;
  #heldBits = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next number of so many bits, at most 16. Throws RangeError when there are not so many, or for a strange letter. */
  read(bits: number): number {
    while (this.#heldBits < bits) this.#take();
    this.#heldBits -= bits;
    const value = this.#held >> this.#heldBits;
    this.#held &= (1 << this.#heldBits) - 1;
    return value;
  }

  /** How many ones come next: with the zero behind them, or without looking further when there are `most`. */
  readOnes(most: number): number {
    let count = 0;
    for (;;) {
      if (this.#heldBits === 0) this.#take();
      const ones = Math.min(Math.clz32(~(this.#held << (32 - this.#heldBits))), most - count);
      count += ones;
      this.#heldBits -= ones;
      this.#held &= (1 << this.#heldBits) - 1;
      if (count === most) return count;
      if (this.#heldBits === 0) continue;
      this.#heldBits -= 1;
      return count;
    }
  }

  /** Throws RangeError unless all was read but the zeros that filled up the last letter. */
  finish(): void {
    if (this.#position < this.#text.length || this.#heldBits >= letterBits || this.#held !== 0) {
      throw new RangeError('more bits than there should be');
    }
  }

  #take(): void {
    // Beyond the end it is NaN, and no letter.
    const value = valueByCode[this.#text.charCodeAt(this.#position)] ?? -1;
    if (value < 0) throw new RangeError('no such bits');
    this.#position += 1;
    this.#held = (this.#held << letterBits) | value;
    this.#heldBits += letterBits;
  }
}
