const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const valueByLetter = new Map([...alphabet].map((letter, value) => [letter, value]));
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
    while (this.#heldBits < bits) {
      const value = valueByLetter.get(this.#text[this.#position] ?? '');
      if (value === undefined) throw new RangeError('no such bits');
      this.#position += 1;
      this.#held = (this.#held << letterBits) | value;
      this.#heldBits += letterBits;
    }
    this.#heldBits -= bits;
    const value = (this.#held >> this.#heldBits) & ((1 << bits) - 1);
    this.#held &= (1 << this.#heldBits) - 1;
    return value;
  }

  /** Throws RangeError unless all was read but the zeros that filled up the last letter. */
  finish(): void {
    if (this.#position < this.#text.length || this.#heldBits >= letterBits || this.#held !== 0) {
      throw new RangeError('more bits than there should be');
    }
  }
}
