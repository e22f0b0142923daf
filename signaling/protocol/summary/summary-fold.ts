import type { LessonEntry } from '../events.ts';
import type { ClassroomId, InquiryId } from '../ids.ts';
import { classroomSeat } from '../planning.ts';
import { RoomTally } from './room-tally.ts';

/** Counts what a lesson's state does not keep, over its log from the first entry on. Pure; reads each entry once. */
export class SummaryFold {
  readonly #rooms = new Map<string, RoomTally>();
  readonly #answered = new Set<InquiryId>();
  #openedAt: number | null = null;

  /** What was counted of the room in a seat. */
  room(seat: string): RoomTally {
    const known = this.#rooms.get(seat);
    if (known) return known;
    const made = new RoomTally();
    if (this.#openedAt !== null) made.presence.open(this.#openedAt);
    this.#rooms.set(seat, made);
    return made;
  }

  push({ event, at }: LessonEntry): void {
    switch (event.type) {
      case 'lessonOpened':
        this.#openedAt = at;
        for (const room of this.#rooms.values()) room.presence.open(at);
        break;
      case 'lessonEnded':
        for (const room of this.#rooms.values()) {
          room.presence.end(at);
          room.unstage(at);
        }
        break;
      case 'participantAttached':
        if (event.participant.role === 'classroom') this.room(event.participant.participantId).presence.attach(at);
        break;
      case 'participantDetached':
        if (event.role === 'classroom') this.room(event.participantId).presence.detach(at);
        break;
      case 'participantLeft':
      case 'participantRemoved':
        if (event.role === 'classroom') this.room(event.participantId).presence.leave(at);
        break;
      case 'stageCalled':
        this.room(event.entry.participantId).stage(at);
        break;
      case 'stageLeft':
        this.room(event.participantId).unstage(at);
        break;
      case 'handRaised':
        this.room(event.participantId).handsRaised += 1;
        break;
      case 'messageSent':
        if (event.message.author === 'classroom') this.room(event.participantId).messages += 1;
        break;
      case 'messagePublished':
        this.#countMessage(event.message.classroomId);
        break;
      case 'attendanceTaken': {
        const room = this.room(event.attendance.participantId);
        room.present = event.attendance.present;
        room.expected = event.attendance.expected;
        break;
      }
      case 'helpCalled':
        this.room(event.participantId).helpCalls += 1;
        break;
      case 'inquiryAsked':
        this.room(event.inquiry.participantId).inquiries += 1;
        break;
      case 'inquiryWithdrawn':
        this.room(event.participantId).inquiries -= 1;
        break;
      case 'inquiryAnswered':
        // Said better later, it is still one answer.
        if (!this.#answered.has(event.inquiryId)) this.room(event.participantId).inquiriesAnswered += 1;
        this.#answered.add(event.inquiryId);
        break;
    }
  }

  #countMessage(classroomId: ClassroomId | null): void {
    if (classroomId !== null) this.room(classroomSeat(classroomId)).messages += 1;
  }
}
