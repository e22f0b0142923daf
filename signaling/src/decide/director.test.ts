import { expect, test } from 'vitest';
import type { DirectorReason, ParticipantId, ProgrammeShot, TrackId, TrackSource } from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { callOn, Told, who } from './decide.test-support.ts';
import { direct, hear, type Observed } from './director.ts';

const publish = (id: string, source: TrackSource): Command => ({
  name: 'track:publish',
  input: {
    trackId: `${id}-${source}` as TrackId,
    source,
    kind: 'video',
    layers: 1,
    muted: false,
    session: 'session-a',
  },
});
const roomShot = (id: string): ProgrammeShot => ({ of: 'stage', participantId: who(id).participantId });
const camera: ProgrammeShot = { of: 'teacher', source: 'camera' };
const board: ProgrammeShot = { of: 'teacher', source: 'board' };

/** A directed lesson in which people speak, write and come on stage; what the director does is kept. */
class Scene {
  readonly told = Told.open();
  observed: Observed = { voices: new Map<ParticipantId, never>(), writtenAt: null };
  readonly cuts: [ProgrammeShot, DirectorReason][] = [];

  constructor() {
    for (const source of ['camera', 'board'] as const) this.told.ok('teacher', publish('teacher', source));
    for (const id of ['c-room0', 'c-room1']) this.told.ok(id, publish(id, 'camera'));
    this.told.ok('teacher', { name: 'programme:direct', input: { on: true } });
  }

  /** Time goes on in the steps in which levels are measured. */
  pass(ms: number, ...speakers: string[]): this {
    for (let gone = 0; gone < ms; gone += 500) {
      this.told.now += 500;
      const heard = speakers.map((id) => who(id).participantId);
      this.observed = { ...this.observed, voices: hear(this.observed.voices, heard, this.told.now) };
      const wanted = direct(this.told.state, this.observed, this.told.now);
      if (!wanted) continue;
      const after = this.told.state.programme.switchedAt;
      const events = this.told.ok('server', { name: 'programme:follow', input: { ...wanted, after } });
      if (events.length > 0) this.cuts.push([wanted.shot, wanted.because]);
    }
    return this;
  }

  write(): this {
    this.observed = { ...this.observed, writtenAt: this.told.now };
    return this;
  }
}

test('a lesson: the teacher, a room that comes on stage and answers, the teacher again', () => {
  const scene = new Scene().pass(10_000, 'teacher');
  expect(scene.cuts).toEqual([[camera, 'speech']]);
  scene.told.ok('teacher', callOn('c-room0'));
  scene.pass(1_000, 'teacher');
  expect(scene.cuts.at(-1)).toEqual([roomShot('c-room0'), 'stage']);
  scene.pass(8_000, 'c-room0').pass(1_500);
  expect(scene.cuts).toHaveLength(2);
  scene.pass(3_000, 'teacher');
  expect(scene.cuts.at(-1)).toEqual([camera, 'speech']);
  scene.pass(3_000, 'c-room0');
  expect(scene.cuts.at(-1)).toEqual([roomShot('c-room0'), 'speech']);
  expect(scene.cuts).toHaveLength(4);
});

test('a cough, a breath and two who talk at once change nothing', () => {
  const scene = new Scene();
  scene.told.ok('teacher', callOn('c-room0'));
  scene.pass(20_000, 'teacher');
  const before = scene.cuts.length;
  scene.pass(500, 'teacher', 'c-room0').pass(4_000, 'teacher');
  scene.pass(10_000, 'teacher', 'c-room0');
  expect(scene.cuts).toHaveLength(before);
});

test('of two rooms on stage, the one that speaks is shown, and none before it had its time', () => {
  const scene = new Scene();
  for (const id of ['c-room0', 'c-room1']) scene.told.ok('teacher', callOn(id));
  scene.pass(15_000, 'teacher').pass(3_000, 'c-room1');
  expect(scene.cuts.at(-1)).toEqual([roomShot('c-room1'), 'speech']);
  const times = scene.cuts.length;
  // A quick exchange of half sentences: at most one cut in four seconds.
  for (let turn = 0; turn < 10; turn += 1) scene.pass(2_000, turn % 2 ? 'c-room1' : 'c-room0');
  expect(scene.cuts.length - times).toBeLessThanOrEqual(5);
});

test('what is written comes large, and the face again when the writing has been read', () => {
  const scene = new Scene().pass(6_000, 'teacher').write().pass(500, 'teacher');
  expect(scene.cuts.at(-1)).toEqual([board, 'slides']);
  scene.pass(3_000, 'teacher').write().pass(5_000, 'teacher');
  expect(scene.cuts.at(-1)).toEqual([board, 'slides']);
  scene.pass(2_000, 'teacher');
  expect(scene.cuts.at(-1)).toEqual([camera, 'speech']);
});

test('a picture that ends is replaced at once', () => {
  const scene = new Scene();
  scene.told.ok('teacher', callOn('c-room0'));
  scene.pass(2_000, 'c-room0');
  expect(scene.cuts.at(-1)?.[0]).toEqual(roomShot('c-room0'));
  scene.told.ok('c-room0', { name: 'stage:leave', input: {} });
  scene.pass(500);
  expect(scene.cuts.at(-1)).toEqual([camera, 'ended']);
});

test('silence is no reason to switch, and without the director nothing is', () => {
  const scene = new Scene().pass(5_000, 'teacher');
  const before = scene.cuts.length;
  scene.pass(120_000);
  expect(scene.cuts).toHaveLength(before);
  scene.told.ok('teacher', { name: 'programme:direct', input: { on: false } });
  scene.told.ok('teacher', callOn('c-room0'));
  scene.pass(10_000, 'c-room0');
  expect(scene.cuts).toHaveLength(before);
});

test('a closed camera is not shown', () => {
  const scene = new Scene();
  scene.told.ok('teacher', { name: 'track:mute', input: { trackId: 'teacher-camera' as TrackId, muted: true } });
  scene.pass(5_000, 'teacher');
  expect(scene.cuts).toEqual([[board, 'speech']]);
});
