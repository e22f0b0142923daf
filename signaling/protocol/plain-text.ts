import { z } from 'zod';

/** What is unseen, or turns the direction of the text around it, such as U+202E. */
const hidden = String.raw`\p{Cs}\p{Zl}\p{Zp}\u{61C}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}\u{2066}-\u{2069}\u{FEFF}`;
const oneLine = new RegExp(`^[^\\p{Cc}${hidden}]*$`, 'u');
const severalLines = new RegExp(`^(?:[^\\p{Cc}${hidden}]|\\n)*$`, 'u');

/** A line as people type it: composed (NFC), trimmed, at most so many characters, nothing unseen in it. May be empty. */
export const line = (lengthAtMost: number) => z.string().normalize('NFC').trim().max(lengthAtMost).regex(oneLine);

/** Lines as people type them; see {@link line}. */
export const lines = (lengthAtMost: number) => z.string().normalize('NFC').trim().max(lengthAtMost).regex(severalLines);

const unseen = new RegExp(`[${hidden}]`, 'gu');

/** Text out of a file, made plain instead of refused: composed (NFC), what is unseen taken out, spaces drawn together. */
export const tidyLine = (lengthAtMost: number) =>
  z
    .string()
    .max(lengthAtMost)
    .transform((text) =>
      text
        .normalize('NFC')
        .replace(unseen, '')
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .trim(),
    );

/** Lines out of a file; see {@link tidyLine}. */
export const tidyLines = (lengthAtMost: number) =>
  z
    .string()
    .max(lengthAtMost)
    .transform((text) =>
      text
        .normalize('NFC')
        .replace(unseen, '')
        .replace(/[^\S\n]+|(?!\n)\p{Cc}/gu, ' ')
        .trim(),
    );
