import type { PupilId } from './ids.ts';
import type { AnswerValue, GivenAnswers, Question, QuestionResults, RoomAnswers } from './question.ts';
import type { RecordWriter } from './record-writer.ts';

/** How many options a question has: 0 where none are chosen from. */
export function optionCount({ kind, options }: Pick<Question, 'kind' | 'options'>): number {
  switch (kind) {
    case 'single':
    case 'multiple':
      return options.length;
    case 'trueFalse':
      return 2;
    case 'number':
    case 'open':
    case 'buzzer':
      return 0;
  }
}

/** Whether an answer is one to this question: of its kind, among its options, each option once and in order. */
export function isAnswerTo(question: Pick<Question, 'kind' | 'options'>, answer: AnswerValue): boolean {
  switch (question.kind) {
    case 'single':
    case 'trueFalse':
    case 'multiple': {
      if (!('choices' in answer)) return false;
      const { choices } = answer;
      const known = optionCount(question);
      const rising = choices.every((choice, place) => choice < known && choice > (choices[place - 1] ?? -1));
      return rising && choices.length > 0 && (question.kind === 'multiple' || choices.length === 1);
    }
    case 'number':
      return 'number' in answer;
    case 'open':
      return 'text' in answer;
    case 'buzzer':
      return false;
  }
}

/** The same text for the same answer, and only for it. */
export function answerKey(answer: AnswerValue): string {
  if ('choices' in answer) return `c${answer.choices.join()}`;
  return 'number' in answer ? `n${answer.number}` : `t${answer.text}`;
}

/** A classroom's answers after what it gives. */
export function addAnswers(
  before: RoomAnswers | undefined,
  given: GivenAnswers,
  at: number,
  records: RecordWriter,
): RoomAnswers {
  const { hands, pupils } = before ?? { hands: [], pupils: {} };
  if (given.by === 'hands') return { hands: given.hands, pupils, at };
  let kept: RoomAnswers['pupils'] = pupils;
  for (const { pupilId, answer } of given.pupils) {
    kept = answer === null ? records.without(kept, pupilId) : records.set(kept, pupilId, { answer, by: given.by });
  }
  return { hands, pupils: kept, at };
}

/** How many pupils of a room have answered; hands of a `multiple` question may be of the same pupils, so at least so many. */
export function peopleIn(kind: Question['kind'], { hands, pupils }: Pick<RoomAnswers, 'hands' | 'pupils'>): number {
  const counts = hands.map(({ count }) => count);
  const raised = kind === 'multiple' ? Math.max(0, ...counts) : counts.reduce((sum, count) => sum + count, 0);
  return raised + Object.keys(pupils).length;
}

/** How many different numbers or texts results keep. */
const saidAtMost = 200;

/** The answers of these rooms taken together. Pure and linear: it is made anew for every batch of answers. */
export function resultsOf(
  question: Pick<Question, 'kind' | 'options'>,
  rooms: Readonly<Record<string, RoomAnswers>>,
): QuestionResults {
  const counts = Array.from({ length: optionCount(question) }, () => 0);
  const said = new Map<number | string, number>();
  let classrooms = 0;
  let people = 0;
  const add = (answer: AnswerValue, count: number) => {
    if ('choices' in answer) for (const choice of answer.choices) counts[choice] = (counts[choice] ?? 0) + count;
    else {
      const what = 'number' in answer ? answer.number : answer.text;
      said.set(what, (said.get(what) ?? 0) + count);
    }
  };
  for (const id in rooms) {
    const room = rooms[id];
    if (!room) continue;
    const inRoom = peopleIn(question.kind, room);
    if (inRoom > 0) classrooms += 1;
    people += inRoom;
    for (const { answer, count } of room.hands) add(answer, count);
    for (const pupil in room.pupils) {
      const given = room.pupils[pupil as PupilId];
      if (given) add(given.answer, 1);
    }
  }
  const frequent = [...said].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1)).slice(0, saidAtMost);
  return { classrooms, people, counts, said: frequent.map(([answer, count]) => ({ answer, count })) };
}

/** How many answered rightly, by the results; null where that cannot be counted: several options at once, open texts. */
export function rightIn(kind: Question['kind'], results: QuestionResults, correct: AnswerValue): number | null {
  if (kind === 'multiple' || 'text' in correct) return null;
  if ('number' in correct) return results.said.find(({ answer }) => answer === correct.number)?.count ?? 0;
  return correct.choices.reduce((sum, choice) => sum + (results.counts[choice] ?? 0), 0);
}
