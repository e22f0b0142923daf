import {
  chosenShot,
  type DirectorReason,
  isThere,
  type LessonState,
  limits,
  type ParticipantId,
  type ProgrammeShot,
  sameShot,
  type TeacherShot,
} from '../../protocol/lesson.ts';

/** A voice that is heard now, or was a moment ago: since when, and when last. Milliseconds since the epoch. */
export interface Voice {
  since: number;
  heardAt: number;
}

/** What a node has noticed of a lesson. Volatile: a node that starts anew notices it again. */
export interface Observed {
  voices: ReadonlyMap<ParticipantId, Voice>;
  /** When a page was last turned or drawn on; null before. */
  writtenAt: number | null;
}

/** A sound shorter than this is a cough, or a chair. */
const speechMs = 1_000;
/** A silence shorter than this is a breath. */
const breathMs = 1_500;
/** A classroom that comes on stage is introduced to the others for this long. */
const entranceMs = 6_000;
/** What is written stays large this long after the last stroke, whoever speaks. */
const readingMs = 6_000;

/** What the teacher shows when nothing else is going on, the best first. */
const resting: readonly TeacherShot[] = ['screen', 'slides', 'camera', 'board', 'table'];
/** Where writing is seen. */
const written: readonly TeacherShot[] = ['slides', 'board'];

/** Loudness that counts as a voice, in dBov (RFC 6464): 0 is the loudest, −127 silence. */
export const voiceDbov = -50;

/** Notes who is heard at a moment. A voice goes on through breaths, and begins anew after a silence. Pure. */
export function hear(
  voices: Observed['voices'],
  heard: Iterable<ParticipantId>,
  now: number,
): Map<ParticipantId, Voice> {
  const next = new Map([...voices].filter(([, { heardAt }]) => now - heardAt <= breathMs));
  for (const id of heard) next.set(id, { since: next.get(id)?.since ?? now, heardAt: now });
  return next;
}

/**
 * What the director would show now, and why; null when it stays. It follows what is written, then who speaks on stage,
 * then who has just come there, then the teacher; it cuts to a new voice only when the one that is shown has fallen silent,
 * and never before a picture has had its time. Pure.
 */
export function direct(
  state: LessonState,
  observed: Observed,
  now: number,
): { shot: ProgrammeShot; because: DirectorReason } | null {
  const { directs, switchedAt } = state.programme;
  if (state.phase.name !== 'open' || !directs || state.permission.pausedAt !== null) return null;
  const current = chosenShot(state);
  const isGone = current === null && state.programme.shot !== null;
  if (!isGone && switchedAt !== null && now - switchedAt < limits.directedShotMs) return null;
  const wanted = best(state, observed, now, current);
  if (!wanted || sameShot(wanted.shot, current)) return null;
  return isGone ? { ...wanted, because: 'ended' } : wanted;
}

function best(state: LessonState, { voices, writtenAt }: Observed, now: number, current: ProgrammeShot | null) {
  const page = teacherShot(state, written);
  if (page && writtenAt !== null && now - writtenAt < readingMs) return { shot: page, because: 'slides' } as const;
  const speaks = (id: ParticipantId) => {
    const voice = voices.get(id);
    return voice !== undefined && now - voice.heardAt <= breathMs && voice.heardAt - voice.since >= speechMs;
  };
  const onStage = state.stage.filter(({ participantId }) => speaks(participantId));
  const isTaught = speaks(state.lead.leaderId);
  const shown = current?.of === 'stage' ? current.participantId : null;
  // Two talk at once: whoever is seen stays, so that nothing flickers.
  if (shown !== null && speaks(shown)) return null;
  if (shown === null && isTaught && onStage.length > 0) return null;
  const [voice] = onStage.sort(
    (a, b) => (voices.get(a.participantId)?.since ?? 0) - (voices.get(b.participantId)?.since ?? 0),
  );
  if (voice) return { shot: { of: 'stage', participantId: voice.participantId }, because: 'speech' } as const;
  const newcomer = state.stage.findLast(({ calledAt, tracks }) => now - calledAt < entranceMs && hasCamera(tracks));
  if (newcomer) return { shot: { of: 'stage', participantId: newcomer.participantId }, because: 'stage' } as const;
  const rest = teacherShot(state, resting);
  if (!rest) return null;
  if (isTaught || (current === null && state.programme.shot !== null))
    return { shot: rest, because: 'speech' } as const;
  // Nobody speaks: what has been read makes room; a room that thinks about its answer stays in sight.
  return writtenAt !== null && sameShot(current, page) ? ({ shot: rest, because: 'slides' } as const) : null;
}

const hasCamera = (tracks: LessonState['stage'][number]['tracks']) =>
  tracks.some(({ source, muted }) => source === 'camera' && !muted);

/** The first of these that the teacher shows, and that is not closed. */
function teacherShot(state: LessonState, sources: readonly TeacherShot[]): ProgrammeShot | null {
  const { leaderId } = state.lead;
  const closed = new Set<string>(
    Object.values(state.tracks).flatMap((track) =>
      track.participantId === leaderId && track.muted ? track.source : [],
    ),
  );
  const source = sources.find((each) => !closed.has(each) && isThere(state, { of: 'teacher', source: each }));
  return source ? { of: 'teacher', source } : null;
}
