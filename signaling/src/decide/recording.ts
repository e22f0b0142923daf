import type { LessonState } from '../../protocol/lesson.ts';
import type { Actor } from './command.ts';
import { accept, type Handlers, refuse } from './decision.ts';

const isRecorder = (state: LessonState, actor: Actor) =>
  actor.kind === 'server' || actor.participantId === state.recording.recorderId;

export const recording: Handlers<'recorder:claim' | 'archive:open' | 'archive:seal' | 'archive:alarm'> = {
  'recorder:claim': (state, actor) => {
    if (actor.kind !== 'participant' || actor.role !== 'recorder') return refuse('forbidden', 'only a recorder');
    const { participantId } = actor;
    return state.recording.recorderId === participantId
      ? accept(null)
      : accept(null, { type: 'recorderClaimed', participantId });
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
