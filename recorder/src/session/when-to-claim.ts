import type { LessonState, ParticipantId } from '@tongke/signaling/protocol/lesson';

/** Who looks, and since when. */
export interface Claimant {
  participantId: ParticipantId;
  /** Stands by for others: leaves a lesson that nobody has yet to them for a while. */
  isSpare: boolean;
  /** Since when this recorder has heard all that happens in the lesson, on the lesson clock. */
  upSinceMs: number;
}

/** A recorder that may be coming is waited for so long. */
const graceMs = 3_000;

/**
 * From when on a recorder may claim a lesson, on the lesson clock; null while another has it. The log decides between two who claim.
 *
 * Signaling detaches a seat as soon as its socket closes, which a kernel does for a process that is killed: a recorder that was seen to go is followed at
 * once. One that was away already when this one's own line came up is waited for: most likely signaling was restarted, and both
 * are coming back.
 */
export function whenToClaim({ recording, participants, phase }: LessonState, own: Claimant): number | null {
  if (phase.name === 'planned') return null;
  const { recorderId } = recording;
  if (recorderId === own.participantId) return own.upSinceMs;
  if (recorderId === null) return own.upSinceMs + (own.isSpare ? graceMs : 0);
  const connection = participants[recorderId]?.connection;
  if (connection?.state === 'here') return null;
  const sinceMs = connection?.since ?? Number.NEGATIVE_INFINITY;
  return sinceMs >= own.upSinceMs ? sinceMs : own.upSinceMs + graceMs;
}
