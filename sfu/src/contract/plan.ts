import { expect, test } from 'vitest';
import { type Bench, trackIds } from './bench.ts';

/** What a plan does, and what it leaves alone. */
export function planContract(bench: () => Bench): void {
  test('gives each seat what its group may have, and never its own', async () => {
    const { link, lessonId, open, publish, apply } = bench();
    const groups = { class: ['camera', 'screen', 'stage'], staff: ['stage'] };
    const seats = { teacher: 'staff', school: 'class' };
    await apply({ sequence: 1, seats, groups, tracks: { camera: 'teacher', stage: 'school' } });
    await open('teacher');
    await Promise.all([publish('teacher', 'camera', 10, 3), publish('teacher', 'screen', 20)]);
    const school = await open('school');
    expect(trackIds(school)).toEqual(['camera']);
    expect(school.consumers[0]).toMatchObject({ seatId: 'teacher', source: 'camera', kind: 'video' });
    expect(school.consumers[0]?.rtpParameters.encodings).toHaveLength(1);
    const consumerIds = school.consumers.map(({ consumerId }) => consumerId);
    await link.get('consumer:ready', { lessonId, seatId: 'school', consumerIds: [...consumerIds, 'gone'] });
    await publish('school', 'stage', 30);
    const toTeacher = await link.event('seatChanged', ({ seatId }) => seatId === 'teacher');
    expect(trackIds(toTeacher)).toEqual(['stage']);
    await apply({ sequence: 2, seats, groups, tracks: { camera: 'teacher', screen: 'teacher', stage: 'school' } });
    const both = await link.event('seatChanged', (fact) => trackIds(fact).join() === 'camera,screen');
    expect(both.revision).toBeGreaterThan(school.revision);
    expect(both.session).toBe('s1');
    expect(both.consumers.map(({ consumerId }) => consumerId)).toContain(consumerIds[0]);
    await link.get('track:close', { lessonId, seatId: 'teacher', trackId: 'camera' });
    const last = await link.event('seatChanged', (fact) => trackIds(fact).join() === 'screen');
    expect(last.revision).toBeGreaterThan(both.revision);
  });

  test('follows interest within what the group may have', async () => {
    const { link, lessonId, open, publish, apply } = bench();
    const groups = { class: [{ trackId: 'wall', priority: 10, maxSpatialLayer: 0, demand: 'interest' as const }] };
    await apply({ sequence: 1, seats: { teacher: 'staff', school: 'class' }, groups, tracks: { wall: 'teacher' } });
    await open('teacher');
    await publish('teacher', 'wall', 10, 3);
    expect(trackIds(await open('school'))).toEqual([]);
    const seat = { lessonId, seatId: 'school' };
    const tracks = [
      { trackId: 'wall', maxSpatialLayer: 2 },
      { trackId: 'secret', maxSpatialLayer: 2 },
    ];
    await link.get('interest:set', { ...seat, tracks });
    await link.event('seatChanged', (fact) => trackIds(fact).join() === 'wall');
    expect(await link.event('demandChanged')).toMatchObject({
      seatId: 'teacher',
      trackId: 'wall',
      maxSpatialLayer: 0,
    });
    link.forget();
    await link.get('interest:set', { ...seat, tracks: [] });
    await link.event('seatChanged', (fact) => fact.consumers.length === 0);
  });

  test('ignores an older plan and repeats', async () => {
    const { link, lessonId, open, publish, apply } = bench();
    const seats = { teacher: 'all', school: 'all' };
    const newer = { sequence: 7, seats, groups: { all: ['camera'] }, tracks: { camera: 'teacher' } };
    expect(await apply(newer)).toEqual({ sequence: 7 });
    await open('teacher');
    await publish('teacher', 'camera', 10);
    expect(trackIds(await open('school'))).toEqual(['camera']);
    expect(await apply({ sequence: 6, seats: {} })).toEqual({ sequence: 7 });
    expect(await apply(newer)).toEqual({ sequence: 7 });
    const { lessons } = await link.get('node:describe', {});
    expect(lessons.find((lesson) => lesson.lessonId === lessonId)).toEqual({
      ...{ lessonId, sequence: 7, tapIds: [], trackIds: ['camera'] },
      seatIds: ['teacher', 'school'],
    });
    expect(link.all('seatChanged')).toEqual([]);
  });

  test('closes a seat that the plan drops, at once, with its tracks', async () => {
    const { link, lessonId, open, publish, apply, code } = bench();
    const tracks = { camera: 'teacher' };
    const groups = { all: ['camera'] };
    await apply({ sequence: 1, seats: { teacher: 'all', school: 'all' }, groups, tracks });
    await open('teacher');
    await publish('teacher', 'camera', 10);
    await open('school');
    await apply({ sequence: 2, seats: { school: 'all' }, groups, tracks });
    await link.event('seatChanged', (fact) => fact.seatId === 'school' && fact.consumers.length === 0);
    expect(await code('interest:set', { lessonId, seatId: 'teacher', tracks: [] })).toBe('notFound');
  });

  test('keeps what no plan has named for five seconds', async () => {
    const { sfu, link, lessonId, open, publish, apply } = bench();
    await open('teacher');
    await publish('teacher', 'camera', 10);
    sfu.clock.advance(4_900);
    await apply({ sequence: 1, seats: { teacher: 'all' } });
    const held = async (): Promise<unknown> => {
      const { lessons } = await link.get('node:describe', {});
      const { seatIds, trackIds } = lessons.find((lesson) => lesson.lessonId === lessonId) ?? {};
      return { seatIds, trackIds };
    };
    expect(await held()).toEqual({ seatIds: ['teacher'], trackIds: ['camera'] });
    await open('stranger');
    sfu.clock.advance(200);
    expect(await held()).toEqual({ seatIds: ['teacher', 'stranger'], trackIds: [] });
    sfu.clock.advance(5_000);
    expect(await held()).toEqual({ seatIds: ['teacher'], trackIds: [] });
  });

  test('tells what is needed: more at once, less after two seconds', async () => {
    const { sfu, link, lessonId, open, publish, apply } = bench();
    const seats = { teacher: 'none', school: 'all' };
    const groups = { all: ['camera'] };
    const tracks = { camera: 'teacher' };
    await apply({ sequence: 1, seats, groups, tracks });
    await open('teacher');
    await publish('teacher', 'camera', 10, 3);
    expect(link.all('demandChanged')).toEqual([]);
    await open('school');
    expect(link.all('demandChanged')).toEqual([{ lessonId, seatId: 'teacher', trackId: 'camera', maxSpatialLayer: 2 }]);
    link.forget();
    await apply({ sequence: 2, seats, groups, tracks, paused: ['camera'] });
    sfu.clock.advance(1_900);
    await link.get('node:describe', {});
    expect(link.all('demandChanged')).toEqual([]);
    sfu.clock.advance(200);
    expect((await link.event('demandChanged')).maxSpatialLayer).toBe(-1);
  });
}
