import { type LessonEvent, type LessonState, limits, type ParticipantId } from '../../protocol/lesson.ts';
import type { Actor } from './command.ts';
import { accept, type Handlers, refuse } from './decision.ts';

const isRecorder = (state: LessonState, actor: Actor) =>
  actor.kind === 'server' || actor.participantId === state.recording.recorderId;

const isHere = (state: LessonState, id: ParticipantId): boolean => state.participants[id]?.connection.state === 'here';

export const recording: Handlers<
  'recorder:claim' | 'recorder:twin' | 'archive:open' | 'archive:seal' | 'archive:alarm'
> = {
  'recorder:claim': (state, actor) => {
    if (actor.kind !== 'participant' || actor.role !== 'recorder') return refuse('forbidden', 'only a recorder');
    const { participantId } = actor;
    const { recorderId } = state.recording;
    const isTaken = recorderId !== null && recorderId !== participantId && isHere(state, recorderId);
    if (isTaken) return refuse('conflict', 'another recorder has this lesson');
    return state.recording.recorderId === participantId
      ? accept(null)
      : accept(null, { type: 'recorderClaimed', participantId });
  },
  'recorder:twin': (state, actor) => {
    if (actor.kind !== 'participant' || actor.role !== 'recorder') return refuse('forbidden', 'only a recorder');
    const { participantId } = actor;
    const { recorderId, twinId } = state.recording;
    if (recorderId === null || recorderId === participantId) return refuse('conflict', 'nobody else has this lesson');
    if (twinId === participantId) return accept(null);
    if (twinId !== null && isHere(state, twinId)) return refuse('conflict', 'another twin records this lesson');
    return accept(null, { type: 'recorderTwinned', participantId });
  },
  'archive:open': (state, actor, { path }) => {
    if (!isRecorder(state, actor)) return refuse('forbidden', 'another recorder has claimed this lesson');
    if (state.recording.archivePath === path) return accept(null);
    return state.recording.sealedAt !== null
      ? refuse('conflict', 'the archive is sealed')
      : accept(null, { type: 'archiveOpened', path });
  },
  'archive:seal': (state, actor, { path, durationMs }) => {
    if (!isRecorder(state, actor)) return refuse('forbidden', 'another recorder has claimed this lesson');
    if (state.phase.name !== 'ended') return refuse('conflict', 'the lesson has not ended');
    if (state.recording.archivePath !== path) return refuse('conflict', 'another archive is kept');
    return state.recording.sealedAt !== null ? accept(null) : accept(null, { type: 'archiveSealed', path, durationMs });
  },
  'archive:alarm': (state, actor, { code, trackId, raised }) => {
    if (!isRecorder(state, actor)) return refuse('forbidden', 'another recorder has claimed this lesson');
    const held = state.recording.alarms.some((alarm) => alarm.code === code && alarm.trackId === trackId);
    if (held === raised) return accept(null);
    return accept(null, { type: raised ? 'recordingAlarmRaised' : 'recordingAlarmCleared', code, trackId });
  },
};

const alarm = { code: 'noRecorder', trackId: null } as const;

const isAlarmed = (state: LessonState): boolean => state.recording.alarms.some(({ code }) => code === alarm.code);

/** Since when nobody records; null while a recorder is here, or when nothing is to be recorded. */
function unrecordedSince(state: LessonState): number | null {
  if (state.facts?.recording === 'none') return null;
  const { recorderId } = state.recording;
  const connection = recorderId ? state.participants[recorderId]?.connection : undefined;
  if (connection?.state === 'here') return null;
  return connection?.since ?? (state.phase.name === 'open' ? state.phase.openedAt : null);
}

/** Raises the alarm that nobody records, or clears it: nothing while it is as it should be. */
export function alarmUnrecorded(state: LessonState, now: number): LessonEvent[] {
  const since = unrecordedSince(state);
  if (isAlarmed(state)) return since === null ? [{ type: 'recordingAlarmCleared', ...alarm }] : [];
  const isLate = since !== null && now - since >= limits.recorderAwayMs;
  return isLate ? [{ type: 'recordingAlarmRaised', ...alarm }] : [];
}

/** When that alarm is next to be raised or cleared, milliseconds since the epoch; null when it is as it should be. */
export function nextAlarm(state: LessonState): number | null {
  const since = unrecordedSince(state);
  if (isAlarmed(state)) return since === null ? state.at : null;
  return since === null ? null : since + limits.recorderAwayMs;
}
