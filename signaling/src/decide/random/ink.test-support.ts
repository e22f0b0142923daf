import fc from 'fast-check';
import { type DeckId, packInk, type StrokeId } from '../../../protocol/lesson.ts';
import { actorOf } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import { always, anyLeader, anyone, anySpeaker, given, often, type WeightedGiven } from './arbitraries.test-support.ts';

const page = fc.record({
  deckId: fc.constantFrom('deck-1' as DeckId, 'board-1' as DeckId),
  page: fc.constantFrom(0, 0, 0, 1),
});
/** Few, so that what is erased has often been drawn. */
const id = fc.nat(30).map((number) => `s${String(number).padStart(7, '0')}` as StrokeId);
const ink = fc.nat(9).map((x) =>
  packInk({
    tool: 'pen',
    colour: 'red',
    width: 'fine',
    durationMs: 160,
    points: [
      { x, y: 0, pressure: null },
      { x: 9, y: 9, pressure: null },
    ],
  }),
);

const drawing = fc.oneof(
  often(
    8,
    fc.tuple(page, id, ink).map(([on, name, packed]): Command => {
      return { name: 'ink:draw', input: { ...on, id: name, ink: packed } };
    }),
  ),
  often(
    3,
    fc
      .tuple(page, fc.array(id, { minLength: 1, maxLength: 4 }))
      .map(([on, ids]): Command => ({ name: 'ink:erase', input: { ...on, ids } })),
  ),
  often(
    1,
    page.map((input): Command => ({ name: 'ink:clear', input })),
  ),
  often(
    4,
    page.map((input): Command => ({ name: 'ink:undo', input })),
  ),
  often(
    3,
    page.map((input): Command => ({ name: 'ink:redo', input })),
  ),
);
const board = fc
  .constantFrom('deck-1' as DeckId, 'board-1' as DeckId)
  .map((deckId): Command => ({ name: 'deck:add', input: { deckId, kind: 'board', title: '', pageCount: 1 } }));
const letting = always<Command>({
  name: 'permission:switch',
  input: { participantId: null, what: 'annotation', on: true },
});

export const inkActions: WeightedGiven[] = [
  often(
    8,
    fc
      .tuple(fc.oneof(often(6, anyLeader), often(4, anySpeaker), often(1, anyone)), drawing)
      .map(([who, command]) => given(actorOf(who), command)),
  ),
  often(
    2,
    fc.tuple(anyLeader, fc.oneof(letting, board)).map(([who, command]) => given(actorOf(who), command)),
  ),
];
