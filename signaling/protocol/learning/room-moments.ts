import type { LessonEntry } from '../events.ts';
import type { ClassroomId, InquiryId, ParticipantId, QuestionId } from '../ids.ts';
import { classroomSeat } from '../planning.ts';
import type { LessonState } from '../state.ts';
import type { InquiryRecord, Moment } from './lesson-record.ts';

interface Press extends Moment {
  questionId: QuestionId;
  won: boolean;
}

/** What one classroom did, moment by moment. */
export interface RoomMoments {
  attended: Moment | null;
  inquiries: Map<InquiryId, InquiryRecord>;
  presses: Map<QuestionId, Press>;
  stars: Moment[];
}

/** What classrooms did that is neither an answer nor a time on stage. Pure bookkeeping. */
export class MomentsOfRooms {
  readonly #rooms = new Map<ParticipantId, RoomMoments>();

  of(seat: ParticipantId): RoomMoments {
    const known = this.#rooms.get(seat);
    if (known) return known;
    const made: RoomMoments = { attended: null, inquiries: new Map(), presses: new Map(), stars: [] };
    this.#rooms.set(seat, made);
    return made;
  }

  /** `state` is the lesson after the entry. */
  push({ event, sequence, at }: LessonEntry, state: LessonState): void {
    const moment: Moment = { sequence, at };
    switch (event.type) {
      case 'lessonOpened':
        for (const { participantId, role, connection } of Object.values(state.participants)) {
          if (role === 'classroom' && connection.state === 'here') this.of(participantId).attended ??= moment;
        }
        break;
      case 'participantAttached':
        if (event.participant.role === 'classroom' && state.phase.name === 'open') {
          this.of(event.participant.participantId).attended ??= moment;
        }
        break;
      case 'inquiryAsked': {
        const { participantId, inquiryId } = event.inquiry;
        this.of(participantId).inquiries.set(inquiryId, { ...moment, inquiryId, outcome: 'waiting' });
        break;
      }
      case 'inquiryWithdrawn':
        this.of(event.participantId).inquiries.delete(event.inquiryId);
        break;
      case 'inquiryAnswered':
        this.#settle(event, 'answered');
        break;
      case 'inquiryDeclined':
        this.#settle(event, 'declined');
        break;
      case 'buzzerPressed': {
        const { participantId, questionId } = event;
        this.of(participantId).presses.set(questionId, { ...moment, questionId, won: false });
        break;
      }
      case 'buzzerWon': {
        const press = this.of(event.participantId).presses.get(event.questionId);
        if (press) press.won = true;
        break;
      }
      case 'starGiven':
        this.#starsOf(event.classroomId).push(moment);
        break;
      case 'starTakenBack':
        this.#starsOf(event.classroomId).pop();
        break;
    }
  }

  #starsOf(classroomId: ClassroomId): Moment[] {
    return this.of(classroomSeat(classroomId)).stars;
  }

  #settle(
    { participantId, inquiryId }: { participantId: ParticipantId; inquiryId: InquiryId },
    outcome: InquiryRecord['outcome'],
  ): void {
    const inquiry = this.of(participantId).inquiries.get(inquiryId);
    if (inquiry) inquiry.outcome = outcome;
  }
}
