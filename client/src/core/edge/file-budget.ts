import type { KeptName } from './edge-messages.ts';

/** What is kept is bounded by kind, so that pictures never push out sound, nor large pictures small ones. */
export type KeptKind = 'sound' | 'smallPicture' | 'largePicture';

export const kindOf = ({ kind, layer }: Pick<KeptName, 'kind' | 'layer'>): KeptKind =>
  kind === 'audio' ? 'sound' : layer === 0 ? 'smallPicture' : 'largePicture';

export type FileBudget = Record<KeptKind, number>;

const mebibyte = 2 ** 20;
/** Of all lessons: about five hours of speech, two and a half of small pictures, three quarters of large ones; 768 MB. */
const mostBytes: FileBudget = { sound: 128 * mebibyte, smallPicture: 192 * mebibyte, largePicture: 448 * mebibyte };
/** Of what the browser grants its pages. */
const mostShare = 1 / 4;
const keptForMs = 3 * 24 * 3_600_000;

/** How many bytes each kind may have; less than usual where the browser grants little. @param quotaBytes undefined when not known */
export function budgetFor(quotaBytes: number | undefined): FileBudget {
  const whole = mostBytes.sound + mostBytes.smallPicture + mostBytes.largePicture;
  let left = Math.min(whole, (quotaBytes ?? whole / mostShare) * mostShare);
  const take = (kind: KeptKind) => {
    const bytes = Math.min(left, mostBytes[kind]);
    left -= bytes;
    return bytes;
  };
  return { sound: take('sound'), smallPicture: take('smallPicture'), largePicture: take('largePicture') };
}

export interface KeptFile {
  kind: KeptKind;
  /** When it was begun, milliseconds since the epoch. */
  at: number;
  lengthBytes: number;
}

/** What is to go: what is old, and of each kind the oldest of what is too much. Pure. */
export function tooMuch<File extends KeptFile>(files: readonly File[], budget: FileBudget, now: number): File[] {
  const left = { ...budget };
  return files
    .toSorted((a, b) => b.at - a.at)
    .filter(({ kind, at, lengthBytes }) => {
      left[kind] -= lengthBytes;
      return left[kind] < 0 || now - at >= keptForMs;
    });
}

/** What goes first when the disk is full: the oldest of what matters least. Undefined when nothing is kept. Pure. */
export const leastOf = <File extends KeptFile>(files: readonly File[]): File | undefined =>
  files.toSorted((a, b) => rank[a.kind] - rank[b.kind] || a.at - b.at)[0];

const rank: Record<KeptKind, number> = { largePicture: 0, smallPicture: 1, sound: 2 };
