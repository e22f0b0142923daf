import { emptyLesson } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import { LessonFold } from './lesson-fold.ts';
import { entriesOf, layerOf, manifestOf, stageCalled, trackOf } from './manifest.test-support.ts';
import { findMarks, findStageSpans } from './marks.ts';
import { sceneAt, sceneKey } from './scene.ts';
import { findShownGaps } from './shown-gaps.ts';
import { beginningOf, buildTimeline, gapAt } from './timeline.ts';

const whole = { fromMs: 1_000, toMs: 59_000 };

test('a hole in one layer is none while another layer has it', () => {
  const small = layerOf(0, [whole]);
  const large = layerOf(1, [
    { fromMs: 3_000, toMs: 21_000 },
    { fromMs: 31_000, toMs: 59_000 },
  ]);
  const { tracks } = buildTimeline(manifestOf([trackOf('t', 'teacher', 'camera', [large, small])]));
  expect(tracks[0]).toMatchObject({ fromMs: 1_000, toMs: 59_000, gaps: [], name: '林老师', role: 'teacher' });
  expect(tracks[0]?.layers.map(({ layer }) => layer)).toEqual([0, 1]);
});

test('what no layer has is a gap, with its cause; what was switched off is a silent one', () => {
  const spans = [
    { fromMs: 1_000, toMs: 11_000 },
    { fromMs: 15_000, toMs: 31_000 },
    { fromMs: 41_000, toMs: 59_000 },
  ];
  const layer = layerOf(0, spans, {
    gaps: [
      { fromMs: 11_000, toMs: 15_000, cause: 'recorderAway', packets: 0 },
      { fromMs: 31_000, toMs: 41_000, cause: 'sourcePaused', packets: 0 },
      { fromMs: 50_000, toMs: 50_060, cause: 'loss', packets: 3 },
    ],
  });
  const timeline = buildTimeline(manifestOf([trackOf('t', 'teacher', 'camera', [layer])]));
  const [track] = timeline.tracks;
  expect(track?.gaps).toEqual([
    { fromMs: 11_000, toMs: 15_000, cause: 'recorderAway', silent: false },
    { fromMs: 31_000, toMs: 41_000, cause: 'sourcePaused', silent: true },
  ]);
  if (!track) throw new Error('no track');
  expect(gapAt(track, 11_000)?.toMs).toBe(15_000);
  expect(gapAt(track, 15_000)).toBeNull();
  expect(findShownGaps(timeline, [])).toMatchObject([
    { what: 'picture', name: '林老师', fromMs: 11_000, toMs: 15_000 },
  ]);
});

test('gaps of a classroom are shown only while it was on stage, and not twice where all recording stopped', () => {
  const voice = layerOf(0, [
    { fromMs: 0, toMs: 10_000 },
    { fromMs: 30_000, toMs: 60_000 },
  ]);
  const timeline = buildTimeline(
    manifestOf([trackOf('v', 'c-one', 'microphone', [voice])], {
      interruptions: [{ fromMs: 10_000, toMs: 20_000, cause: 'x' }],
    }),
  );
  const spans = [
    { fromMs: 12_000, toMs: 16_000 },
    { fromMs: 22_000, toMs: 40_000 },
  ].map((span) => ({
    ...span,
    participantId: 'c-one',
    name: '',
    schoolName: '',
  }));
  expect(findShownGaps(timeline, spans)).toMatchObject([
    { what: 'all', fromMs: 10_000, toMs: 20_000 },
    { what: 'sound', fromMs: 22_000, toMs: 30_000 },
  ]);
});

test('an archive that still grows is as long as its media', () => {
  const manifest = manifestOf([trackOf('t', 'teacher', 'camera', [layerOf(0, [whole])])], {
    endedAt: null,
    sealed: false,
  });
  expect(buildTimeline(manifest)).toMatchObject({ durationMs: 59_000, sealed: false });
});

test('marks and stage times follow the log; who is there at the end leaves with the lesson', () => {
  const entries = entriesOf([
    [0, { type: 'lessonOpened' }],
    [5_000, stageCalled()],
    [9_000, { type: 'stageLeft', participantId: 'c-one' }],
    [20_000, stageCalled()],
    [30_000, { type: 'somethingOfALaterVersion' }],
    [58_000, { type: 'lessonEnded', reason: null }],
  ]);
  expect(findMarks(entries, 1_000_000).map(({ kind, atMs }) => [kind, atMs])).toEqual([
    ['opened', 0],
    ['stageCalled', 5_000],
    ['stageLeft', 9_000],
    ['stageCalled', 20_000],
    ['ended', 58_000],
  ]);
  expect(findMarks(entries, 1_000_000)[2]?.name).toBe('三年级一班');
  expect(findStageSpans(entries, 1_000_000, 60_000)).toMatchObject([
    { fromMs: 5_000, toMs: 9_000 },
    { fromMs: 20_000, toMs: 58_000 },
  ]);
});

test('the fold is the same wherever one jumps from', () => {
  const events = Array.from({ length: 500 }, (_, index) => {
    const event = index % 2 === 0 ? stageCalled(`c-${index}`) : { type: 'stageLeft', participantId: `c-${index - 1}` };
    return [index * 100, event] as const;
  });
  const entries = entriesOf(events);
  const jumping = new LessonFold(entries, 1_000_000);
  for (const positionMs of [-1, 49_950, 0, 25_000, 24_900, 6_400, 6_399, 49_950, 100, 12_345]) {
    expect(jumping.stateAt(positionMs)).toEqual(new LessonFold(entries, 1_000_000).stateAt(positionMs));
  }
  expect(jumping.stateAt(-1)).toEqual(emptyLesson);
  expect(jumping.stateAt(20_000).stage.map(({ participantId }) => participantId)).toEqual(['c-200']);
});

test('a scene is the screen large, the face in its corner, and only the stage beside and heard', () => {
  const track = (id: string, who: string, source: 'camera' | 'screen' | 'microphone', span = whole) =>
    trackOf(id, who, source, [layerOf(0, [span])]);
  const timeline = buildTimeline(
    manifestOf([
      track('old', 'teacher', 'camera', { fromMs: 1_000, toMs: 31_000 }),
      track('new', 'teacher', 'camera', { fromMs: 30_000, toMs: 59_000 }),
      track('screen', 'teacher', 'screen', { fromMs: 40_000, toMs: 50_000 }),
      track('voice', 'teacher', 'microphone'),
      track('room', 'c-one', 'camera'),
      track('room-voice', 'c-one', 'microphone'),
    ]),
  );
  const fold = new LessonFold(
    entriesOf([
      [20_000, stageCalled()],
      [45_000, { type: 'stageLeft', participantId: 'c-one' }],
    ]),
    1_000_000,
  );
  const at = (positionMs: number) => {
    const scene = sceneAt(timeline, fold.stateAt(positionMs), positionMs);
    return {
      pictures: scene.pictures.map((picture) => `${picture.track.trackId} ${picture.place}`),
      sounds: scene.sounds.map(({ trackId }) => trackId),
      stage: scene.stage.length,
    };
  };
  expect(at(500)).toEqual({ pictures: [], sounds: [], stage: 0 });
  expect(at(10_000)).toEqual({ pictures: ['old main'], sounds: ['voice'], stage: 0 });
  expect(at(30_500)).toEqual({ pictures: ['new main', 'room stage'], sounds: ['voice', 'room-voice'], stage: 1 });
  expect(at(42_000).pictures).toEqual(['screen main', 'new inset', 'room stage']);
  expect(at(46_000)).toEqual({ pictures: ['screen main', 'new inset'], sounds: ['voice'], stage: 0 });
  const key = (positionMs: number) => sceneKey(sceneAt(timeline, fold.stateAt(positionMs), positionMs));
  expect(key(21_000)).toBe(key(22_000));
  expect(key(21_000)).not.toBe(key(19_000));
});

test('the replay follows the edit list: a further camera, a room on stage, and what is left when it goes', () => {
  const track = (id: string, who: string, source: 'camera' | 'board' | 'screen') =>
    trackOf(id, who, source, [layerOf(0, [whole])]);
  const timeline = buildTimeline(
    manifestOf([
      track('face', 'teacher', 'camera'),
      track('board', 'teacher', 'board'),
      track('screen', 'teacher', 'screen'),
      track('room', 'c-one', 'camera'),
    ]),
  );
  const shown = (source: string) => ({
    ...{ trackId: source, participantId: 'teacher', role: 'teacher', source, kind: 'video' },
    ...{ layers: 1, muted: false, session: 's' },
  });
  const fold = new LessonFold(
    entriesOf([
      ...['camera', 'board', 'screen'].map((source) => [0, { type: 'trackPublished', track: shown(source) }] as const),
      [10_000, { type: 'programmeSwitched', shot: { of: 'teacher', source: 'board' }, by: 'person', because: null }],
      [20_000, stageCalled()],
      [
        25_000,
        { type: 'programmeSwitched', shot: { of: 'stage', participantId: 'c-one' }, by: 'director', because: 'speech' },
      ],
      [30_000, { type: 'stageLeft', participantId: 'c-one' }],
    ]),
    1_000_000,
  );
  const at = (positionMs: number) =>
    sceneAt(timeline, fold.stateAt(positionMs), positionMs).pictures.map(
      (picture) => `${picture.track.trackId} ${picture.place}`,
    );
  expect(at(5_000)).toEqual(['screen main', 'face inset']);
  expect(at(11_000)).toEqual(['board main', 'face inset']);
  expect(at(26_000)).toEqual(['room main', 'face inset']);
  expect(at(31_000)).toEqual(['screen main', 'face inset']);
});

test('a film stands large in the replay while it was shown, where it was at that moment', () => {
  const timeline = buildTimeline(manifestOf([trackOf('face', 'teacher', 'camera', [layerOf(0, [whole])])]));
  const file = {
    materialId: `${'a'.repeat(64)}.mp4`,
    title: 'Rain',
    kind: 'video',
    durationMs: 20_000,
    lengthBytes: 9,
  };
  const fold = new LessonFold(
    entriesOf([
      [1_000, { type: 'filmAdded', file }],
      [10_000, { type: 'filmShown', materialId: file.materialId }],
      [12_000, { type: 'filmPlayed', positionMs: 0, startsAt: 1_012_800 }],
      [33_000, { type: 'filmHidden', because: 'ended' }],
    ]),
    1_000_000,
  );
  const at = (positionMs: number) => sceneAt(timeline, fold.stateAt(positionMs), positionMs);
  expect(at(9_000).film).toBeNull();
  expect(at(9_000).pictures.map(({ place }) => place)).toEqual(['main']);
  expect(at(15_000).film?.playback).toEqual({ state: 'playing', positionMs: 0, startsAt: 1_012_800 });
  expect(at(15_000).pictures.map(({ place }) => place)).toEqual(['inset']);
  expect(sceneKey(at(11_000))).not.toBe(sceneKey(at(15_000)));
  expect(at(34_000).film).toBeNull();
});

test('a replay begins where something is to be seen, or heard for long', () => {
  const sound = trackOf('v', 'teacher', 'microphone', [layerOf(0, [{ fromMs: 10_000, toMs: 60_000 }])]);
  const picture = (fromMs: number) => trackOf('c', 'teacher', 'camera', [layerOf(0, [{ fromMs, toMs: 60_000 }])]);
  const beginning = (...tracks: Parameters<typeof manifestOf>[0]) => beginningOf(buildTimeline(manifestOf(tracks)));
  expect(beginning(sound, picture(12_000))).toBe(12_000);
  expect(beginning(sound, picture(40_000))).toBe(15_000);
  expect(beginning(picture(3_000))).toBe(3_000);
  expect(beginning()).toBe(0);
});
