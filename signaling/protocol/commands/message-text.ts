import { z } from 'zod';

/** Line breaks, tabs and whatever else takes room without being seen: one space. */
const gaps = /[\p{Zl}\p{Zp}\p{Zs}\t\n\v\f\r\u{85}]+/gu;
/** What is unseen or turns the direction of the text around it, such as U+202E; halves of characters. */
const unseen =
  /[\p{Cc}\p{Cs}\u{AD}\u{61C}\u{180E}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}\u{FFF9}-\u{FFFB}\u{E0000}-\u{E007F}]/gu;
/** More marks on one letter than any script has (Tibetan stacks a few) would run over the lines around it. */
const piled = /(\p{M}{6})\p{M}+/gu;

/** One line of plain text: composed (NFC), without marks that are unseen, turn the text around them or pile up. Pure. */
export const messageText = (value: string): string =>
  value.normalize('NFC').replace(gaps, ' ').replace(unseen, '').replace(piled, '$1').trim();

/**
 * What people type: made {@link messageText}, at most `most` UTF-16 units, with something to see in it. It is text and
 * never HTML: `<` stays what it is.
 */
export const messageTextSchema = (most: number) =>
  z
    .string()
    // Bounds the work; what is taken out may be much longer than what stays.
    .max(most * 4)
    .transform(messageText)
    .pipe(
      z
        .string()
        .max(most)
        .regex(/[\p{L}\p{N}\p{P}\p{S}]/u),
    );
