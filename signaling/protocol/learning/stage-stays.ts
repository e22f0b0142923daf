import type { LessonEntry } from '../events.ts';
import type { ParticipantId } from '../ids.ts';
import { isHeldBack } from '../permission.ts';
import type { LessonState, StageEntry } from '../state.ts';
import type { StageStay } from './lesson-record.ts';

interface OpenStay {
  stay: StageStay;
  /** Since when its microphone is open; null while it is not. */
  openSince: number | null;
}

/** Follows the stage through a log: who was there, and for how long with an open microphone. Pure bookkeeping. */
export class StageStays {
  readonly #open = new Map<ParticipantId, OpenStay>();
  readonly #over = new Map<ParticipantId, StageStay[]>();

  /** `state` is the lesson after the entry. */
  push({ event, sequence, at }: LessonEntry, state: LessonState): void {
    if (event.type === 'stageCalled') {
      const { participantId } = event.entry;
      this.#end(participantId, at);
      const stay = { sequence, at, untilAt: at, because: event.because, microphoneOpenMs: 0 };
      this.#open.set(participantId, { stay, openSince: null });
    }
    if (event.type === 'stageLeft') this.#end(event.participantId, at);
    if (event.type === 'lessonEnded') for (const id of [...this.#open.keys()]) this.#end(id, at);
    for (const entry of state.stage) this.#listen(entry, state, at);
  }

  /** Stays that are over, in their order. */
  of(seat: ParticipantId): StageStay[] {
    return this.#over.get(seat) ?? [];
  }

  #listen(entry: StageEntry, state: LessonState, at: number): void {
    const open = this.#open.get(entry.participantId);
    if (!open) return;
    const isOpen = hasOpenMicrophone(entry, state);
    if (isOpen) open.openSince ??= at;
    else silence(open, at);
  }

  #end(seat: ParticipantId, at: number): void {
    const open = this.#open.get(seat);
    if (!open) return;
    silence(open, at);
    this.#open.delete(seat);
    this.#over.set(seat, [...this.of(seat), { ...open.stay, untilAt: at }]);
  }
}

function silence(open: OpenStay, at: number): void {
  if (open.openSince !== null) open.stay.microphoneOpenMs += at - open.openSince;
  open.openSince = null;
}

const hasOpenMicrophone = ({ participantId, tracks }: StageEntry, { participants, permission }: LessonState): boolean =>
  participants[participantId]?.connection.state === 'here' &&
  tracks.some((track) => track.source === 'microphone' && !track.muted && !isHeldBack(permission, track));
