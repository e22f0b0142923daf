import { Fold, type LessonEntry } from '../events.ts';
import type { ParticipantId, PupilId } from '../ids.ts';
import { classroomSeat } from '../planning.ts';
import { emptyLesson, type InvitedClassroom, type LessonState } from '../state.ts';
import { summarise } from '../summary/summarise.ts';
import { SummaryFold } from '../summary/summary-fold.ts';
import type { ClassroomSummary } from '../summary.ts';
import { AnswerMoments } from './answer-moments.ts';
import type { ClassroomRecord, LessonRecord, PupilRecord, RecordedQuestion } from './lesson-record.ts';
import { Roll } from './roll.ts';
import { MomentsOfRooms } from './room-moments.ts';
import { StageStays } from './stage-stays.ts';

/**
 * Folds a lesson's log into its learning record. What comes after the lesson's end changes nothing, so that the record of
 * a lesson is the same whenever it is made. Pure; reads each entry once, from the first one on.
 */
export class LearningFold {
  readonly #lesson = new Fold(emptyLesson);
  readonly #summary = new SummaryFold();
  readonly #roll = new Roll();
  readonly #answers = new AnswerMoments();
  readonly #stays = new StageStays();
  readonly #rooms = new MomentsOfRooms();

  get state(): LessonState {
    return this.#lesson.state;
  }

  push(entry: LessonEntry): void {
    if (this.state.phase.name === 'ended') return;
    this.#lesson.push(entry);
    this.#summary.push(entry);
    this.#roll.push(entry);
    this.#answers.push(entry);
    this.#stays.push(entry, this.state);
    this.#rooms.push(entry, this.state);
  }

  /** The record; null while there is none: the lesson is not over, or was never opened. */
  record(): LessonRecord | null {
    const { facts, phase } = this.state;
    if (!facts || phase.name !== 'ended' || phase.openedAt === null) return null;
    const questions = this.#questions();
    return {
      facts,
      openedAt: phase.openedAt,
      endedAt: phase.endedAt,
      questions,
      classrooms: summarise(this.state, this.#summary, phase.endedAt).classrooms.flatMap((counts) => {
        const classroom = this.state.classrooms[counts.classroomId];
        return classroom ? [this.#classroom(classroom, counts, questions)] : [];
      }),
    };
  }

  #questions(): RecordedQuestion[] {
    const { asked, keys } = this.state.question;
    return asked.map((question) => ({ question, key: question.correct ?? keys[question.questionId] ?? null }));
  }

  #classroom(
    classroom: InvitedClassroom,
    counts: ClassroomSummary,
    questions: readonly RecordedQuestion[],
  ): ClassroomRecord {
    const seat = classroomSeat(classroom.classroomId);
    const { attended, inquiries, presses, stars } = this.#rooms.of(seat);
    return {
      classroom,
      counts,
      attended,
      pupils: this.#pupils(seat, questions),
      hands: questions.flatMap((asked) => {
        const room = this.state.question.rooms[asked.question.questionId]?.[seat];
        return (room && this.#answers.ofHands(asked, seat, room)) ?? [];
      }),
      stays: this.#stays.of(seat),
      inquiries: [...inquiries.values()],
      buzzers: questions.flatMap((asked) => {
        const press = presses.get(asked.question.questionId);
        return press ? [{ sequence: press.sequence, at: press.at, asked, won: press.won }] : [];
      }),
      stars,
    };
  }

  /** Those of the roster, and those who answered without being on it. */
  #pupils(seat: ParticipantId, questions: readonly RecordedQuestion[]): PupilRecord[] {
    const pupils = new Map<PupilId, PupilRecord>();
    for (const [pupilId, attendance] of this.#roll.of(seat)) pupils.set(pupilId, { pupilId, attendance, answers: [] });
    for (const asked of questions) {
      const room = this.state.question.rooms[asked.question.questionId]?.[seat];
      if (!room) continue;
      for (const [pupilId, answer] of this.#answers.ofPupils(asked, seat, room)) {
        const known = pupils.get(pupilId);
        if (known) known.answers.push(answer);
        else pupils.set(pupilId, { pupilId, attendance: null, answers: [answer] });
      }
    }
    return [...pupils.values()];
  }
}
