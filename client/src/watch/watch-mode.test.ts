import { expect, test } from 'vitest';
import { watchMode } from './watch-mode.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const lesson = { phase: 'ended', archivePath: '/archive/a-b/', sealed: true, endedAt: '2026-11-23T02:59:50Z' } as const;
const replay = { name: 'replay', archivePath: lesson.archivePath };

test.each([
  ['audience', { ...lesson, phase: 'planned' }, { name: 'waiting' }],
  ['audience', { ...lesson, phase: 'open', sealed: false }, { name: 'live' }],
  ['audience', { ...lesson, sealed: false }, { name: 'sealing' }],
  ['audience', lesson, replay],
  ['audience', { ...lesson, archivePath: null, sealed: false }, { name: 'sealing' }],
  ['audience', { ...lesson, archivePath: null, sealed: false, endedAt: '2026-11-23T02:00:00Z' }, { name: 'none' }],
  ['classroom', { ...lesson, sealed: false }, replay],
  ['teacher', { ...lesson, phase: 'open', sealed: false }, replay],
] as const)('%s with %o watches %o', (role, of, mode) => {
  expect(watchMode(role, of, now)).toEqual(mode);
});
