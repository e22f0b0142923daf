import {
  type ArchiveParticipant,
  emptyLesson,
  evolve,
  type LessonEntry,
  type LessonState,
  type MaterialId,
  materialsOf,
  visibilityOf,
} from '@tongke/signaling/protocol/lesson';

/** Folds a lesson's log, and from it what everyone may know. Pure bookkeeping; owned by the lesson's log copy. */
export class PublicRecord {
  #state: LessonState = emptyLesson;
  readonly #participants = new Map<string, ArchiveParticipant>();
  /** What public events refer to, in their order. */
  readonly materials = new Set<MaterialId>();
  #lastSequence = 0;
  #isSealed = false;

  get state(): LessonState {
    return this.#state;
  }

  /** Of the last entry that everyone may see. */
  get lastSequence(): number {
    return this.#lastSequence;
  }

  /** Those who taught or were on stage. */
  participants(): ArchiveParticipant[] {
    return [...this.#participants.values()];
  }

  /** Takes over a state whose log was not seen. */
  adopt(state: LessonState): void {
    this.#state = state;
  }

  /** Later entries change the state, and no longer what is published. */
  seal(): void {
    this.#isSealed = true;
  }

  /** Folds entries; returns those that everyone may see, without the command that made them. */
  fold(entries: readonly LessonEntry[]): LessonEntry[] {
    const shown: LessonEntry[] = [];
    for (const entry of entries) {
      this.#state = evolve(this.#state, entry);
      const { sequence, at, event } = entry;
      if (visibilityOf(event).to !== 'everyone') continue;
      this.#remember(entry);
      for (const id of materialsOf(event)) this.materials.add(id);
      if (!this.#isSealed) this.#lastSequence = sequence;
      shown.push({ sequence, at, event });
    }
    return shown;
  }

  #remember({ event }: LessonEntry): void {
    if (event.type === 'participantAttached') {
      const { participantId, role, name } = event.participant;
      this.#participants.set(participantId, { participantId, role, name, schoolName: null });
    }
    if (event.type === 'stageCalled') {
      const { participantId, name, schoolName } = event.entry;
      this.#participants.set(participantId, { participantId, role: 'classroom', name, schoolName });
    }
  }
}
