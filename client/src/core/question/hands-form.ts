import {
  type HandCount,
  limits,
  optionCount,
  type Question,
  type RoomAnswers,
} from '@tongke/signaling/protocol/lesson';
import { typedNumber } from './options.ts';

/** One line of what the aide types: an answer, unless the line is an option's, and how many raised a hand for it. */
export interface HandLine {
  said: string;
  count: string;
}

const emptyLine: HandLine = { said: '', count: '' };

/** The lines for a question: one for each option, or those that were sent and an empty one. */
export function linesOf(question: Question, sent: RoomAnswers | null): HandLine[] {
  const options = optionCount(question);
  if (options > 0) {
    return Array.from({ length: options }, (_, option) => {
      const hands = sent?.hands.find(({ answer }) => 'choices' in answer && answer.choices[0] === option);
      return { said: '', count: hands ? `${hands.count}` : '' };
    });
  }
  const lines = (sent?.hands ?? []).map(({ answer, count }) => ({
    said: 'number' in answer ? `${answer.number}` : 'text' in answer ? answer.text : '',
    count: `${count}`,
  }));
  return [...lines, emptyLine];
}

/** A count as it was typed, kept to digits and to as many pupils as a classroom may have. */
export function typedCount(typed: string): string {
  const digits = typed.normalize('NFKC').replace(/\D/g, '').slice(0, 3);
  return digits === '' ? '' : `${Math.min(Number(digits), limits.pupilsPerClassroom)}`;
}

/** The lines with one changed; of answers that are typed an empty line follows the last. */
export function withLine(lines: HandLine[], place: number, change: Partial<HandLine>, isTyped: boolean): HandLine[] {
  const changed = lines.map((line, each) => (each === place ? { ...line, ...change } : line));
  const last = changed.at(-1);
  const grows = isTyped && last && (last.said !== '' || last.count !== '') && changed.length < limits.handCounts;
  return grows ? [...changed, emptyLine] : changed;
}

/**
 * What the lines say, to be sent: equal answers are taken together, and an answer without a count is one hand.
 * Null when a line is not an answer to the question, with the line's place in `wrong`. Pure.
 */
export function handsOf(question: Question, lines: readonly HandLine[]): { hands: HandCount[] } | { wrong: number } {
  if (optionCount(question) > 0) {
    const hands = lines.map(({ count }, option) => ({ answer: { choices: [option] }, count: Number(count) }));
    return { hands: hands.filter(({ count }) => count > 0) };
  }
  const counts = new Map<number | string, number>();
  for (const [place, line] of lines.entries()) {
    const said = line.said.normalize('NFC').trim();
    if (said === '' && line.count === '') continue;
    const what = question.kind === 'number' ? typedNumber(said) : said;
    if (what === null || what === '') return { wrong: place };
    counts.set(what, (counts.get(what) ?? 0) + (line.count === '' ? 1 : Number(line.count)));
  }
  const answer = (what: number | string) => (typeof what === 'number' ? { number: what } : { text: what });
  return { hands: [...counts].flatMap(([what, count]) => (count > 0 ? [{ answer: answer(what), count }] : [])) };
}
