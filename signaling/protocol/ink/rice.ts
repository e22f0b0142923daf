import type { BitReader, BitWriter } from './bits.ts';

/** Ones in a row after which a number follows in full: no number takes more than this and {@link fullBits}. */
const most = 20;
const fullBits = 16;
/** The greatest parameter there is a use for: it stands in four bits. */
export const greatestRice = 15;

const zigZag = (value: number): number => (value >= 0 ? value * 2 : -value * 2 - 1);
const unZigZag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

function bitsOf(value: number, parameter: number): number {
  const high = zigZag(value) >> parameter;
  return high >= most ? most + fullBits : high + 1 + parameter;
}

/** The parameter by which the numbers take the fewest bits, and how many they take. */
export function bestRice(values: readonly number[]): { parameter: number; bits: number } {
  let best = { parameter: 0, bits: Number.POSITIVE_INFINITY };
  for (let parameter = 0; parameter <= greatestRice; parameter += 1) {
    let bits = 0;
    for (const value of values) bits += bitsOf(value, parameter);
    if (bits < best.bits) best = { parameter, bits };
  }
  return best;
}

/**
 * Writes a small whole number, positive or negative (below 32,768 either way), as a Golomb-Rice code: `parameter` low
 * bits as they are, the rest in unary.
 */
export function writeRice(bits: BitWriter, value: number, parameter: number): void {
  const coded = zigZag(value);
  const high = coded >> parameter;
  if (high >= most) {
    bits.write((1 << 10) - 1, 10);
    bits.write((1 << 10) - 1, 10);
    bits.write(coded, fullBits);
    return;
  }
  for (let ones = high; ones > 0; ones -= 10) bits.write((1 << Math.min(ones, 10)) - 1, Math.min(ones, 10));
  bits.write(0, 1);
  if (parameter > 0) bits.write(coded & ((1 << parameter) - 1), parameter);
}

/** Reads a number that {@link writeRice} wrote. */
export function readRice(bits: BitReader, parameter: number): number {
  const high = bits.readOnes(most);
  if (high === most) return unZigZag(bits.read(fullBits));
  return unZigZag((high << parameter) | (parameter > 0 ? bits.read(parameter) : 0));
}
