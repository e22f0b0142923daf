import type { LessonEntry } from '../events.ts';
import type { ParticipantId, PupilId, QuestionId } from '../ids.ts';
import type { AnswerValue, Question, RoomAnswers } from '../question.ts';
import { answerKey, resultsOf, rightIn } from '../question-answers.ts';
import type { HandsRecord, Moment, PupilAnswerRecord, RecordedQuestion } from './lesson-record.ts';

/** When each answer that stands was given: the lesson's state keeps answers without it. Pure bookkeeping. */
export class AnswerMoments {
  readonly #pupils = new Map<string, Moment>();
  readonly #hands = new Map<string, Moment>();

  push({ event, sequence, at }: LessonEntry): void {
    if (event.type !== 'questionAnswered') return;
    const { questionId, participantId, answers } = event;
    if (answers.by === 'hands') {
      this.#hands.set(keyOf(questionId, participantId), { sequence, at });
      return;
    }
    for (const { pupilId } of answers.pupils) {
      this.#pupils.set(keyOf(questionId, participantId, pupilId), { sequence, at });
    }
  }

  /** The answers of one room's pupils to a question. */
  ofPupils(asked: RecordedQuestion, seat: ParticipantId, room: RoomAnswers): [PupilId, PupilAnswerRecord][] {
    const { questionId, kind } = asked.question;
    return Object.entries(room.pupils).flatMap(([id, { answer, by }]) => {
      const pupilId = id as PupilId;
      const moment = this.#pupils.get(keyOf(questionId, seat, pupilId));
      return moment ? [[pupilId, { ...moment, asked, answer, by, right: isRight(kind, answer, asked.key) }]] : [];
    });
  }

  /** The hands that one room counted for a question; null when it counted none. */
  ofHands(asked: RecordedQuestion, seat: ParticipantId, room: RoomAnswers): HandsRecord | null {
    const { question, key } = asked;
    const moment = this.#hands.get(keyOf(question.questionId, seat));
    const hands = room.hands.filter(({ count }) => count > 0);
    if (!moment || hands.length === 0) return null;
    const results = resultsOf(question, { [seat]: { ...room, pupils: {} } });
    const right = key === null ? null : rightIn(question.kind, results, key);
    return { ...moment, asked, hands, right, total: results.people };
  }
}

const keyOf = (...ids: (QuestionId | ParticipantId | PupilId)[]): string => ids.join(' ');

/** Whether one pupil's answer is right; null where nobody said what is, and for texts, which people judge. Pure. */
export function isRight(kind: Question['kind'], answer: AnswerValue, key: AnswerValue | null): boolean | null {
  if (key === null || kind === 'open' || 'text' in answer || 'text' in key) return null;
  return answerKey(answer) === answerKey(key);
}
