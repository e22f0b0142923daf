import { expect, test } from 'vitest';
import { Demand } from './demand.ts';
import { ManualClock } from './testing/manual-clock.ts';

function demand(layers = 3, paused = false): { clock: ManualClock; told: number[]; demand: Demand } {
  const clock = new ManualClock();
  const told: number[] = [];
  return { clock, told, demand: new Demand({ clock, layers, paused, tell: (layer) => told.push(layer) }) };
}

test('tells after two seconds that nobody came', () => {
  const { clock, told } = demand();
  clock.advance(1_999);
  expect(told).toEqual([]);
  clock.advance(1);
  expect(told).toEqual([-1]);
});

test('goes up at once and down slowly, to what is needed by then', () => {
  const { clock, told, demand: it } = demand();
  it.change(undefined, 0);
  it.change(undefined, 2);
  it.change(2, undefined);
  clock.advance(1_000);
  it.change(undefined, 1);
  expect(told).toEqual([0, 2]);
  clock.advance(1_000);
  expect(told).toEqual([0, 2, 1]);
  it.change(1, undefined);
  it.change(0, undefined);
  clock.advance(2_000);
  expect(told).toEqual([0, 2, 1, -1]);
});

test('says nothing of a page turned to and fro', () => {
  const { clock, told, demand: it } = demand();
  it.change(undefined, 2);
  for (let turn = 0; turn < 5; turn += 1) {
    it.change(2, undefined);
    clock.advance(1_500);
    it.change(undefined, 2);
  }
  clock.advance(5_000);
  expect(told).toEqual([2]);
});

test('counts a layer that the track has not as its highest', () => {
  const { told, demand: it } = demand(1);
  it.change(undefined, 2);
  it.change(undefined, 0);
  it.change(2, undefined);
  expect(told).toEqual([0]);
});

test('needs nothing of a muted picture, and all again at once', () => {
  const { clock, told, demand: it } = demand(3, true);
  it.change(undefined, 2);
  clock.advance(2_000);
  it.setPaused(false);
  it.setPaused(true);
  clock.advance(2_000);
  expect(told).toEqual([-1, 2, -1]);
  it.close();
});
