import type { LessonState, RecordingAlarmCode, TrackSource } from '@tongke/signaling/protocol/lesson';

/** Whose device an alarm is about. */
export interface AlarmedTrack {
  name: string;
  source: TrackSource;
}

/** The tracks with one kind of trouble, in the order in which it began; a track that has gone meanwhile is left out. */
export function alarmedTracks(
  { recording, tracks, participants }: Pick<LessonState, 'recording' | 'tracks' | 'participants'>,
  code: RecordingAlarmCode,
): AlarmedTrack[] {
  return recording.alarms.flatMap((alarm) => {
    const track = alarm.code === code && alarm.trackId !== null ? tracks[alarm.trackId] : undefined;
    const participant = track && participants[track.participantId];
    return participant ? [{ name: participant.name, source: track.source }] : [];
  });
}

/** The first few are named, the others counted: a line that breaks takes many classrooms with it. */
export function namedTracks(tracks: readonly AlarmedTrack[]): { named: readonly AlarmedTrack[]; more: number } {
  const named = tracks.length > mostNamed ? tracks.slice(0, mostNamed - 1) : tracks;
  return { named, more: tracks.length - named.length };
}

const mostNamed = 4;
