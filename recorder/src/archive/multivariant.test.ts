import type { ArchiveLayer, ArchiveTrack } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { multivariantOf } from './multivariant.ts';

const layer = (trackId: string, number: number, change: Partial<ArchiveLayer> = {}): ArchiveLayer => ({
  layer: number,
  codec: 'avc1.42c01f',
  container: 'cmaf',
  width: 320 * (number + 1),
  height: 180 * (number + 1),
  playlist: `tracks/${trackId}/${number}/playlist.m3u8`,
  startMs: 0,
  endMs: 2_000,
  segments: [{ path: '', initPath: '', startMs: 0, durationMs: 2_000, lengthBytes: 50_000, sha256: '' }],
  gaps: [],
  receivedPackets: 1,
  expectedPackets: 1,
  ...change,
});
const track = (trackId: string, source: ArchiveTrack['source'], layers: ArchiveLayer[]): ArchiveTrack => ({
  trackId,
  participantId: 'teacher',
  source,
  kind: source === 'microphone' || source === 'screenAudio' ? 'audio' : 'video',
  layers,
});
const sound = { codec: 'opus', width: null, height: null };

test('a picture names its layers, and the voice of whoever is in it: the newest', () => {
  const camera = track('cam', 'camera', [layer('cam', 0), layer('cam', 1)]);
  const [first, second] = ['mic-1', 'mic-2'].map((id) => track(id, 'microphone', [layer(id, 0, sound)])) as [
    ArchiveTrack,
    ArchiveTrack,
  ];
  const other = { ...track('mic-3', 'microphone', [layer('mic-3', 0, sound)]), participantId: 'room' };
  expect(multivariantOf(camera, [camera, first, second, other])?.split('\n')).toEqual([
    '#EXTM3U',
    '#EXT-X-VERSION:8',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="voice",NAME="voice",DEFAULT=YES,AUTOSELECT=YES,URI="../mic-2/0/playlist.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=200000,CODECS="avc1.42c01f,opus",RESOLUTION=320x180,AUDIO="voice"',
    '0/playlist.m3u8',
    '#EXT-X-STREAM-INF:BANDWIDTH=200000,CODECS="avc1.42c01f,opus",RESOLUTION=640x360,AUDIO="voice"',
    '1/playlist.m3u8',
    '',
  ]);
});

test('a picture without a voice stands alone; sounds and WebM have none', () => {
  const screen = track('screen', 'screen', [layer('screen', 0)]);
  expect(multivariantOf(screen, [screen])).not.toContain('AUDIO');
  const webm = track('old', 'camera', [layer('old', 0, { container: 'webm' })]);
  expect(multivariantOf(webm, [webm])).toBeNull();
  const voice = track('mic', 'microphone', [layer('mic', 0, sound)]);
  expect(multivariantOf(voice, [voice])).toBeNull();
});
