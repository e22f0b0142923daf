import type { AnswerValue, Question } from '@tongke/signaling/protocol/lesson';

/** The letter of an option, from A. */
export const letterOf = (option: number): string => String.fromCharCode(65 + option);

/** What stands for an option on every screen: its letter, or for true and false a sign. */
export const signOf = ({ kind }: Pick<Question, 'kind'>, option: number): string =>
  kind === 'trueFalse' ? (option === 0 ? '✓' : '✗') : letterOf(option);

/** Whether an option is among what is right. */
export const isRight = (correct: AnswerValue | null, option: number): boolean =>
  correct !== null && 'choices' in correct && correct.choices.includes(option);

/** An answer in a few signs or words. */
export function answerWords(question: Pick<Question, 'kind'>, answer: AnswerValue): string {
  if ('choices' in answer) return answer.choices.map((choice) => signOf(question, choice)).join(' ');
  return 'number' in answer ? `${answer.number}` : answer.text;
}

/** A share in whole percent; 0 of nothing. */
export const percent = (count: number, of: number): number => (of > 0 ? Math.round((100 * count) / of) : 0);

/** A number as somebody types it: also full-width digits, and a comma for a point; null for anything else. */
export function typedNumber(typed: string): number | null {
  const plain = typed.normalize('NFKC').trim().replace(',', '.').replace('−', '-');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) && Math.abs(value) <= 1e12 ? value : null;
}
