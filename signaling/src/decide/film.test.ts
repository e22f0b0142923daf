import { beforeEach, expect, test } from 'vitest';
import { commands } from '../../protocol/commands.ts';
import { filmPosition, limits, materialId, materialsOf, project, shownFilm } from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { Told, tick, who } from './decide.test-support.ts';
import { nextDeadline } from './tick.ts';

const film = materialId(`${'a'.repeat(64)}.mp4`);
const song = materialId(`${'b'.repeat(64)}.mp3`);
const picture = materialId(`${'c'.repeat(64)}.png`);
const minute = 60_000;
const add = (id = film, durationMs = minute): Command => ({
  name: 'film:add',
  input: { materialId: id, title: 'Rain', kind: 'video', durationMs, lengthBytes: 5_000 },
});
const show: Command = { name: 'film:show', input: { materialId: film } };
const play: Command = { name: 'film:play', input: {} };
const pause: Command = { name: 'film:pause', input: {} };
const seek = (positionMs: number): Command => ({ name: 'film:seek', input: { positionMs } });
const remove: Command = { name: 'film:remove', input: { materialId: film } };

let told: Told;
const position = () => {
  const shown = shownFilm(told.state.film);
  return shown && filmPosition(shown.playback, shown.file.durationMs, told.now);
};

beforeEach(() => {
  told = Told.open();
  told.ok('teacher', add());
});

test('a film is shown, starts a moment ahead for all, stands still where it is, and goes on from there', () => {
  expect(told.ok('teacher', add())).toEqual([]);
  expect(told.give('teacher', play)).toBe('notFound');
  expect(told.ok('teacher', show)).toEqual(['filmShown']);
  expect(told.ok('teacher', play)).toEqual(['filmPlayed']);
  expect(told.ok('assistant', play)).toEqual([]);
  expect(told.state.film.shown?.playback).toEqual({
    state: 'playing',
    positionMs: 0,
    startsAt: told.now + limits.filmLeadMs,
  });
  expect(position()).toBe(0);
  told.now += limits.filmLeadMs + 10_000;
  expect(position()).toBe(10_000);
  expect(told.ok('teacher', pause)).toEqual(['filmPaused']);
  expect(told.ok('teacher', pause)).toEqual([]);
  told.now += 5_000;
  expect(position()).toBe(10_000);
  told.ok('teacher', play);
  told.now += limits.filmLeadMs + 1_000;
  expect(position()).toBe(11_000);
});

test('a film goes where it is sought, playing on or standing still; beyond the end is the end', () => {
  told.ok('teacher', show);
  expect(told.ok('teacher', seek(30_000))).toEqual(['filmPaused']);
  expect(told.ok('teacher', seek(30_000))).toEqual([]);
  told.ok('teacher', play);
  expect(told.ok('teacher', seek(50_000))).toEqual(['filmPlayed']);
  told.now += limits.filmLeadMs;
  expect(position()).toBe(50_000);
  expect(told.ok('teacher', seek(99_000))).toEqual(['filmPaused']);
  expect(position()).toBe(minute);
  told.ok('teacher', play);
  expect(told.state.film.shown?.playback.positionMs).toBe(0);
});

test('a film that is over leaves the screens by itself, once', () => {
  told.ok('teacher', show);
  told.ok('teacher', play);
  const ends = told.now + limits.filmLeadMs + minute;
  expect(nextDeadline(told.state)).toBe(ends);
  told.now = ends - 1;
  expect(told.ok('server', tick)).toEqual([]);
  told.now = ends;
  expect(told.ok('server', tick)).toEqual(['filmHidden']);
  expect(told.ok('server', tick)).toEqual([]);
  expect(shownFilm(told.state.film)).toBeNull();
});

test('a file that lied about its length is corrected, and ends when it really ends', () => {
  told.ok('teacher', show);
  told.ok('teacher', play);
  const measure: Command = { name: 'film:measure', input: { materialId: film, durationMs: 8_000 } };
  expect(told.ok('teacher', measure)).toEqual(['filmMeasured']);
  expect(told.ok('teacher', measure)).toEqual([]);
  expect(nextDeadline(told.state)).toBe(told.now + limits.filmLeadMs + 8_000);
  told.now += minute;
  expect(position()).toBe(8_000);
});

test('a film that is removed while it plays leaves all screens', () => {
  told.ok('teacher', show);
  told.ok('teacher', play);
  expect(told.ok('teacher', remove)).toEqual(['filmHidden', 'filmRemoved']);
  expect(told.ok('teacher', remove)).toEqual([]);
  expect(told.give('teacher', show)).toBe('notFound');
  expect(told.give('teacher', seek(1))).toBe('notFound');
});

test('what is no film is refused, and so are too many', () => {
  expect(told.give('teacher', add(picture))).toBe('unsupportedMedia');
  for (let index = 1; index < limits.filmsPerLesson; index += 1) {
    told.ok('teacher', add(materialId(`${index.toString(16).padStart(64, '0')}.webm`)));
  }
  expect(told.give('teacher', add(song))).toBe('tooMany');
});

test('a classroom starts, stops and moves nothing', () => {
  for (const command of [add(song), show, play, pause, seek(1), remove]) {
    expect(told.give('c-room0', command)).toBe('forbidden');
  }
  expect(told.give('c-room0', { name: 'film:volume', input: { volume: 0 } })).toBe('forbidden');
});

test('positions and lengths that are none never come in', () => {
  const refused = [Number.NaN, -1, Number.POSITIVE_INFINITY, limits.filmDurationMs + 1, '5', null];
  for (const positionMs of refused) {
    expect(commands['film:seek'].input.safeParse({ positionMs }).success).toBe(false);
  }
  const file = { materialId: film, title: 'Rain', kind: 'video', lengthBytes: 5_000 };
  for (const durationMs of [...refused, 0]) {
    expect(commands['film:add'].input.safeParse({ ...file, durationMs }).success).toBe(false);
  }
  expect(commands['film:add'].input.safeParse({ ...file, materialId: '../a.mp4', durationMs: 1 }).success).toBe(false);
  expect(commands['film:volume'].input.safeParse({ volume: 1.5 }).success).toBe(false);
});

test('a room says once what it has of a film; staff count it, other rooms never learn of it', () => {
  const report: Command = { name: 'film:report', input: { materialId: film, fetch: 'ready' } };
  expect(told.ok('c-room0', report)).toEqual(['filmFetched']);
  expect(told.ok('c-room0', report)).toEqual([]);
  expect(told.give('teacher', report)).toBe('forbidden');
  const fetchedBy = (id: string) => Object.keys(project(told.state, who(id)).film.fetched);
  expect(fetchedBy('assistant')).toEqual(['c-room0']);
  expect(fetchedBy('c-room0')).toEqual(['c-room0']);
  expect(fetchedBy('c-room1')).toEqual([]);
});

test('when everything pauses, the film does; it starts again by hand', () => {
  told.ok('teacher', show);
  told.ok('teacher', play);
  told.now += limits.filmLeadMs + 2_000;
  expect(told.ok('teacher', { name: 'permission:pause', input: { paused: true } })).toContain('filmPaused');
  expect(position()).toBe(2_000);
  expect(told.give('teacher', play)).toBe('lessonPaused');
});

test('the archive keeps the file of every film that was added', () => {
  const file = { materialId: film, title: '', kind: 'video', durationMs: 1, lengthBytes: 1 } as const;
  expect(materialsOf({ type: 'filmAdded', file })).toEqual([film]);
});
