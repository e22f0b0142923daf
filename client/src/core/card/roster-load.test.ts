import type { PupilId } from '@tongke/signaling/protocol/lesson';
import { expect, test } from 'vitest';
import type { RosterPupil } from './card-pupils.ts';
import { RosterLoad } from './roster-load.ts';

const pupil: RosterPupil = { pupilId: 'p1' as PupilId, name: '张三', number: '4', cardNumber: null };

test('a failed request is told apart from a classroom without a list, and asking again brings the pupils', async () => {
  const answers = [Promise.reject(new Error('no line')), Promise.resolve([]), Promise.resolve([pupil])];
  const load = new RosterLoad(() => answers.shift() ?? Promise.resolve([]));
  expect(load.roster.get().state).toBe('loading');
  await load.load();
  expect(load.roster.get()).toEqual({ state: 'failed', pupils: null });
  await load.load();
  expect(load.roster.get()).toEqual({ state: 'none', pupils: null });
  await load.load();
  expect(load.roster.get()).toEqual({ state: 'known', pupils: [{ card: 4, pupilId: 'p1', name: '张三' }] });
});

test('nothing is told once nobody looks', async () => {
  const load = new RosterLoad((signal) => {
    expect(signal.aborted).toBe(false);
    return Promise.reject(new Error('hung up'));
  });
  const loading = load.load();
  load.close();
  await loading;
  expect(load.roster.get().state).toBe('loading');
});
