import type { Mark } from './marks.ts';

/** A mark in which something was found, and the words around it where they are not in the mark's own line. */
export interface FoundWords {
  mark: Mark;
  /** Of a page's text; null when the line itself says it. */
  around: string | null;
}

/** Letters on either side of what was found. */
const aroundLetters = 24;

/**
 * The marks that say all of these words, in any order: in their line, as `lineOf` writes it, or on their page. All of
 * them when nothing is asked. Wide and narrow letters, small and large ones are the same. Pure.
 */
export function findWords(marks: readonly Mark[], asked: string, lineOf: (mark: Mark) => string): FoundWords[] {
  const words = plain(asked).split(/\s+/).filter(Boolean);
  return marks.flatMap((mark): FoundWords[] => {
    const line = plain(lineOf(mark));
    const page = mark.pageText.normalize('NFKC').replace(/\s+/g, ' ');
    const pagePlain = page.toLowerCase();
    if (!words.every((word) => line.includes(word) || pagePlain.includes(word))) return [];
    const onPage = words.find((word) => !line.includes(word));
    if (onPage === undefined) return [{ mark, around: null }];
    // A few letters are longer when they are small: then places in one text are not those in the other.
    const shown = page.length === pagePlain.length ? page : pagePlain;
    return [{ mark, around: wordsAround(shown, pagePlain.indexOf(onPage), onPage.length) }];
  });
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

function wordsAround(text: string, at: number, length: number): string {
  const [from, to] = [Math.max(0, at - aroundLetters), at + length + aroundLetters];
  return `${from > 0 ? '…' : ''}${text.slice(from, to).trim()}${to < text.length ? '…' : ''}`;
}
