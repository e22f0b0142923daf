import type { LessonState } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { alarmedTracks, namedTracks } from './alarmed-tracks.ts';

const lesson = {
  participants: { 'room-1': { name: '三年级一班' }, 'room-2': { name: '三年级二班' } },
  tracks: {
    camera: { participantId: 'room-1', source: 'camera' },
    mic: { participantId: 'room-2', source: 'microphone' },
  },
  recording: {
    alarms: [
      { code: 'trackSilent', trackId: 'mic' },
      { code: 'trackBlack', trackId: 'camera' },
      { code: 'trackBlack', trackId: 'gone' },
      { code: 'diskLow', trackId: null },
    ],
  },
} as unknown as LessonState;

test('names the classroom and the device of each alarm; a track that has gone is left out', () => {
  expect(alarmedTracks(lesson, 'trackBlack')).toEqual([{ name: '三年级一班', source: 'camera' }]);
  expect(alarmedTracks(lesson, 'trackSilent')).toEqual([{ name: '三年级二班', source: 'microphone' }]);
  expect(alarmedTracks(lesson, 'diskLow')).toEqual([]);
});

test('names four, or three and how many more', () => {
  const tracks = Array.from({ length: 6 }, (_, index) => ({ name: String(index), source: 'camera' as const }));
  expect(namedTracks(tracks.slice(0, 4))).toEqual({ named: tracks.slice(0, 4), more: 0 });
  expect(namedTracks(tracks)).toEqual({ named: tracks.slice(0, 3), more: 3 });
});
