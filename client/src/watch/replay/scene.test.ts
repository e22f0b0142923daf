import { expect, test } from 'vitest';
import { LessonFold } from './lesson-fold.ts';
import { entriesOf, layerOf, manifestOf, stageCalled, trackOf } from './manifest.test-support.ts';
import { type Layout, layouts, sceneAt } from './scene.ts';
import { buildTimeline } from './timeline.ts';

const whole = { fromMs: 0, toMs: 60_000 };
const track = (id: string, who: string, source: 'camera' | 'screen') => trackOf(id, who, source, [layerOf(0, [whole])]);

test('another layout changes what is large and nothing else, wherever there is something of it', () => {
  const timeline = buildTimeline(
    manifestOf([
      track('face', 'teacher', 'camera'),
      track('screen', 'teacher', 'screen'),
      track('room', 'c-one', 'camera'),
    ]),
  );
  const fold = new LessonFold(
    entriesOf([
      [10_000, { type: 'deckAdded', deckId: 'd', kind: 'board', title: '', pageCount: 1 }],
      [10_000, { type: 'pageAdded', deckId: 'd', page: 0, picture: null, text: '' }],
      [10_000, { type: 'deckShown', deckId: 'd' }],
      [20_000, stageCalled()],
      [30_000, { type: 'programmeSwitched', shot: { of: 'teacher', source: 'slides' }, by: 'person', because: null }],
    ]),
    1_000_000,
  );
  const at = (positionMs: number) => {
    const large = (layout: Layout) => {
      const { page, pictures, sounds, stage } = sceneAt(timeline, fold.stateAt(positionMs), positionMs, layout);
      const main = pictures.find(({ place }) => place === 'main')?.track.trackId ?? (page ? 'page' : 'nothing');
      return { main, others: { sounds, stage } };
    };
    const [inClass, ...others] = layouts.map(large);
    for (const other of others) expect(other.others).toEqual(inClass?.others);
    return [inClass, ...others].map((each) => each?.main);
  };
  expect(layouts).toEqual(['class', 'page', 'teacher', 'stage']);
  // Nothing but the two pictures of the teacher: who wants pages or the stage sees what the class saw.
  expect(at(5_000)).toEqual(['screen', 'screen', 'face', 'screen']);
  expect(at(15_000)).toEqual(['screen', 'page', 'face', 'screen']);
  expect(at(25_000)).toEqual(['screen', 'page', 'face', 'room']);
  expect(at(35_000)).toEqual(['page', 'page', 'face', 'room']);
});
