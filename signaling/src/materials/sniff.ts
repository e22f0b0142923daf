import { limits, type MaterialEnding } from '../../protocol/lesson.ts';

/** How many first bytes of a file tell its type. */
export const headLengthBytes = 64;

const text = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to);
const starts = (head: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => head[index] === byte);

/**
 * The type of a file by its first {@link headLengthBytes}; null for what a lesson does not take. Never by its name: what
 * is served is what was looked at.
 */
export function sniff(head: Buffer): MaterialEnding | null {
  if (starts(head, 0xff, 0xd8, 0xff)) return 'jpg';
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  const riff = text(head, 0, 4) === 'RIFF' ? text(head, 8, 12) : '';
  if (riff === 'WEBP') return 'webp';
  if (riff === 'WAVE') return 'wav';
  if (text(head, 0, 4) === 'OggS') return 'ogg';
  // EBML, whose document type stands near its beginning (RFC 8794).
  if (starts(head, 0x1a, 0x45, 0xdf, 0xa3)) return text(head, 4, headLengthBytes).includes('webm') ? 'webm' : null;
  if (text(head, 4, 8) === 'ftyp') return brand(text(head, 8, 12));
  // MPEG audio: an ID3 tag, or the sync word of layer III.
  if (text(head, 0, 3) === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2)) return 'mp3';
  return null;
}

const filmBrands: ReadonlySet<string> = new Set([
  'isom',
  'iso2',
  'iso4',
  'iso5',
  'iso6',
  'mp41',
  'mp42',
  'avc1',
  'dash',
  'M4V ',
  'MSNV',
]);

const brand = (name: string): MaterialEnding | null => {
  if (name === 'M4A ' || name === 'M4B ') return 'm4a';
  return filmBrands.has(name) ? 'mp4' : null;
};

const pictures: ReadonlySet<MaterialEnding> = new Set(['jpg', 'png', 'webp']);

/** The most bytes that a file of this type may have. */
export const mostBytesOf = (ending: MaterialEnding): number =>
  pictures.has(ending) ? limits.pictureLengthBytes : limits.filmLengthBytes;
