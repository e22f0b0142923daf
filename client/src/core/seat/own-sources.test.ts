import {
  emptyLesson,
  type LessonState,
  type ParticipantId,
  type Track,
  type TrackId,
} from '@tongke/signaling/protocol/lesson';
import { beforeEach, expect, test } from 'vitest';
import type { Capture, CaptureState, DeviceKind } from '../devices/capture.ts';
import type { ScreenCapture } from '../devices/screen-capture.ts';
import type { LessonLink } from '../link/lesson-link.ts';
import type { MediaDesk } from '../media/media-desk.ts';
import type { Publication } from '../media/send-side.ts';
import { speech } from '../music/microphone-sound.ts';
import { Watched } from '../watched.ts';
import { OwnSources } from './own-sources.ts';

const me = 'c-1' as ParticipantId;
const microphoneTrack = { kind: 'audio' } as MediaStreamTrack;
const off: CaptureState = {
  camera: { name: 'off' },
  microphone: { name: 'on', track: microphoneTrack, label: 'microphone' },
  sound: speech,
  devices: { camera: [], microphone: [], loudspeaker: [] },
};

let lesson: Watched<LessonState>;
let capture: Watched<CaptureState>;
let commands: { muted: boolean; done: () => void; fail: () => void }[];
let published: ReadonlyMap<string, Publication>;
let own: OwnSources;
/** Takes the seat, as a page does when it is loaded; with what was closed before. */
let sit: (closed: readonly DeviceKind[]) => OwnSources;
let opened: readonly DeviceKind[];

const trackOf = (muted: boolean): Track => ({
  trackId: 't-mic' as TrackId,
  participantId: me,
  role: 'classroom',
  source: 'microphone',
  kind: 'audio',
  layers: 1,
  muted,
  session: 'here',
});
/** The lesson says that the microphone is published, open or closed. */
const say = (muted: boolean) =>
  lesson.set({ ...lesson.get(), tracks: Object.fromEntries([['t-mic', trackOf(muted)]]) });
const settle = () => new Promise((resolve) => setImmediate(resolve));
const isSilent = () => published.get('microphone')?.muted !== false;

beforeEach(() => {
  lesson = new Watched<LessonState>(emptyLesson);
  capture = new Watched<CaptureState>(off);
  [commands, published] = [[], new Map()];
  const link = {
    store: { lesson },
    command: (_name: string, { muted }: { muted: boolean }) =>
      new Promise<null>((resolve, reject) =>
        commands.push({ muted, done: () => resolve(null), fail: () => reject(new Error('gone')) }),
      ),
  } as unknown as LessonLink;
  const desk = {
    session: 'here',
    state: new Watched('open'),
    publish: (all: ReadonlyMap<string, Publication>) => {
      published = all;
    },
  } as unknown as MediaDesk;
  const start = async (wanted: readonly DeviceKind[]) => {
    opened = wanted;
  };
  const devices = { state: capture, turn: async () => {}, start } as unknown as Capture;
  const screen = { shared: new Watched(null) } as unknown as ScreenCapture;
  sit = (closed) =>
    new OwnSources({ link, desk, capture: devices, screen, participantId: me, role: 'classroom', closed });
  own = sit([]);
});

test('closing is silent at once, before the lesson has answered', () => {
  say(false);
  expect(own.isOpen('microphone')).toBe(true);
  expect(isSilent()).toBe(false);
  own.turn('microphone', false);
  expect(isSilent()).toBe(true);
  expect(own.isOpen('microphone')).toBe(false);
  expect(commands.map(({ muted }) => muted)).toEqual([true]);
});

test('opening is heard only when the lesson has agreed, and the screen says so', async () => {
  say(true);
  commands[0]?.done();
  own.turn('microphone', false);
  await settle();
  own.turn('microphone', true);
  expect(commands.at(-1)?.muted).toBe(false);
  expect(isSilent()).toBe(true);
  expect(own.isOpen('microphone')).toBe(false);
  say(false);
  expect(isSilent()).toBe(false);
  expect(own.isOpen('microphone')).toBe(true);
});

test('what staff close stays closed', () => {
  say(false);
  say(true);
  expect(own.wish.get().microphone).toBe(false);
  expect(isSilent()).toBe(true);
  expect(commands).toHaveLength(0);
});

test('what was closed before the page was loaded is published closed, and the camera stays dark', async () => {
  own.close();
  own = sit(['camera', 'microphone']);
  await own.start();
  expect(opened).toEqual(['microphone']);
  expect(isSilent()).toBe(true);
  say(true);
  expect(own.isOpen('microphone')).toBe(false);
  expect(isSilent()).toBe(true);
  expect(commands).toHaveLength(0);
});

test('the last wish wins, however fast one clicks', async () => {
  say(false);
  for (const open of [false, true, false, true, false]) own.turn('microphone', open);
  expect(commands).toHaveLength(1);
  say(true);
  commands[0]?.done();
  await settle();
  expect(own.isOpen('microphone')).toBe(false);
  expect(commands).toHaveLength(1);
});

test('a microphone that is pulled out is closed in the lesson too', () => {
  say(false);
  capture.set({ ...off, microphone: { name: 'failed', failure: 'unplugged' } });
  expect(isSilent()).toBe(true);
  expect(commands.map(({ muted }) => muted)).toEqual([true]);
});

test('at most one command is under way for one source', () => {
  say(false);
  own.turn('microphone', false);
  lesson.set({ ...lesson.get(), at: 2 });
  lesson.set({ ...lesson.get(), at: 3 });
  expect(commands).toHaveLength(1);
});

test('what is switched off for the room closes here, and opens again by itself when it is switched on', async () => {
  const permit = (forbiddenAt: number | null) =>
    lesson.set({ ...lesson.get(), permission: { ...lesson.get().permission, forbiddenAt } });
  say(false);
  expect(own.isOpen('microphone')).toBe(true);
  permit(1);
  expect([own.mayOpen('microphone'), own.mayOpen('camera'), isSilent()]).toEqual([false, true, true]);
  expect(commands.map(({ muted }) => muted)).toEqual([true]);
  say(true);
  commands[0]?.done();
  await settle();
  expect(own.wish.get().microphone).toBe(true);
  permit(null);
  expect(commands.map(({ muted }) => muted)).toEqual([true, false]);
  say(false);
  commands[1]?.done();
  await settle();
  expect(own.isOpen('microphone')).toBe(true);
  expect(isSilent()).toBe(false);
});
