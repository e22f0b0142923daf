import type { EventDefinitions } from './event-definition.ts';
import type { ParticipantId, TrackId } from './ids.ts';
import type { LessonState, Recording, RecordingAlarmCode } from './state.ts';
import { toEveryone, toStaff } from './visibility.ts';

/** How the lesson is being kept. */
export interface RecordingEvents {
  recorderClaimed: { participantId: ParticipantId };
  /** It records the lesson a second time, beside the one that has it. */
  recorderTwinned: { participantId: ParticipantId };
  archiveOpened: { path: string };
  archiveSealed: { path: string; durationMs: number };
  recordingAlarmRaised: { code: RecordingAlarmCode; trackId: TrackId | null };
  recordingAlarmCleared: { code: RecordingAlarmCode; trackId: TrackId | null };
}

const withRecording = (state: LessonState, change: Partial<Recording>): LessonState => ({
  ...state,
  recording: { ...state.recording, ...change },
});

const others = (state: LessonState, code: RecordingAlarmCode, trackId: TrackId | null) =>
  state.recording.alarms.filter((alarm) => alarm.code !== code || alarm.trackId !== trackId);

export const recordingEvents: EventDefinitions<RecordingEvents> = {
  recorderClaimed: {
    visibility: () => toStaff,
    evolve: (state, { participantId }) => {
      const { twinId } = state.recording;
      return withRecording(state, { recorderId: participantId, twinId: twinId === participantId ? null : twinId });
    },
  },
  recorderTwinned: {
    visibility: () => toStaff,
    evolve: (state, { participantId }) => withRecording(state, { twinId: participantId }),
  },
  archiveOpened: {
    visibility: () => toEveryone,
    evolve: (state, { path }) => withRecording(state, { archivePath: path }),
  },
  archiveSealed: {
    visibility: () => toEveryone,
    evolve: (state, { path }, at) => withRecording(state, { archivePath: path, sealedAt: at }),
  },
  recordingAlarmRaised: {
    visibility: () => toStaff,
    evolve: (state, { code, trackId }, at) =>
      withRecording(state, { alarms: [...others(state, code, trackId), { code, trackId, raisedAt: at }] }),
  },
  recordingAlarmCleared: {
    visibility: () => toStaff,
    evolve: (state, { code, trackId }) => withRecording(state, { alarms: others(state, code, trackId) }),
  },
};
