import { type ArchiveErasure, type ErasedPart, erasedParts } from '@tongke/signaling/protocol/lesson';
import { z } from 'zod';

const lessonId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const why = z.string().max(1_000);
const rule = z.union([
  z.object({ name: z.literal('retention'), days: z.number().int().positive() }),
  z.object({ name: z.literal('decision') }),
]);
const event = z.discriminatedUnion('type', [
  /** Nothing of this lesson may be deleted, by nobody and no rule. */
  z.object({ type: z.literal('held'), lessonId, why }),
  z.object({ type: z.literal('released'), lessonId, why }),
  /** How many days after their ends lessons are kept; of one lesson, or of all that have no rule of their own. Null: for ever. */
  z.object({
    type: z.literal('retentionSet'),
    lessonId: lessonId.nullable(),
    days: z.number().int().positive().max(36_500).nullable(),
    why,
  }),
  /** Stands before the first byte is gone, so that whoever comes after a crash finishes it. */
  z.object({
    type: z.literal('erasureBegun'),
    lessonId,
    what: z.enum(erasedParts as [ErasedPart, ...ErasedPart[]]),
    rule,
    why,
  }),
  z.object({ type: z.literal('erasureDone'), lessonId }),
]);
const recordSchema = z.object({
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** Who, as the machine or the caller names them. */
  by: z.string().min(1).max(200),
  event,
});

/** One line of the record: who did what, when and why. */
export type KeepingRecord = z.infer<typeof recordSchema>;
export type KeepingEvent = KeepingRecord['event'];

/** An erasure that was begun and not finished. */
export interface BegunErasure extends ArchiveErasure {
  lessonId: string;
}

/** What holds now. */
export interface KeepingState {
  /** Lessons on hold, with the reason. */
  holds: ReadonlyMap<string, string>;
  /** Days; null: for ever. */
  retentionDays: number | null;
  ownRetention: ReadonlyMap<string, number | null>;
  begun: ReadonlyMap<string, BegunErasure>;
}

export const emptyKeeping: KeepingState = {
  holds: new Map(),
  retentionDays: null,
  ownRetention: new Map(),
  begun: new Map(),
};

/** Null for what is no line of the record. */
export function readRecord(value: unknown): KeepingRecord | null {
  const parsed = recordSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Pure. */
export function evolveKeeping(state: KeepingState, { at, event }: KeepingRecord): KeepingState {
  switch (event.type) {
    case 'held':
      return { ...state, holds: new Map(state.holds).set(event.lessonId, event.why) };
    case 'released':
      return { ...state, holds: without(state.holds, event.lessonId) };
    case 'retentionSet':
      return event.lessonId === null
        ? { ...state, retentionDays: event.days }
        : { ...state, ownRetention: new Map(state.ownRetention).set(event.lessonId, event.days) };
    case 'erasureBegun': {
      const { lessonId, what, rule } = event;
      return { ...state, begun: new Map(state.begun).set(lessonId, { lessonId, at, what, rule }) };
    }
    case 'erasureDone':
      return { ...state, begun: without(state.begun, event.lessonId) };
  }
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const left = new Map(map);
  left.delete(key);
  return left;
}

const dayMs = 86_400_000;

/** The rule by which a lesson is due to be deleted; null while it is kept. Pure. @param endedAt, now milliseconds since the epoch */
export function dueRule(
  state: KeepingState,
  lessonId: string,
  { endedAt, now }: { endedAt: number; now: number },
): Extract<ArchiveErasure['rule'], { name: 'retention' }> | null {
  if (state.holds.has(lessonId)) return null;
  const own = state.ownRetention.get(lessonId);
  const days = own === undefined ? state.retentionDays : own;
  return days !== null && now - endedAt > days * dayMs ? { name: 'retention', days } : null;
}
