import fc from 'fast-check';
import { deckId, materialId } from '../../../protocol/lesson.ts';
import { actorOf } from '../cast.test-support.ts';
import type { Command } from '../command.ts';
import { always, anyLeader, anyone, given, often, type WeightedGiven } from './arbitraries.test-support.ts';

/** Few decks, so that what is said of one often finds it; what kind it is follows from its name. */
const anyDeck = fc.constantFrom('board-a', 'pages-b', 'pages-c').map((name) => ({ deckId: deckId(name) }));
const anyPage = fc.nat(3);
const pictureOf = (page: number) => ({
  materialId: materialId(`${`${page}`.repeat(64)}.webp`),
  previewId: materialId(`${'e'.repeat(64)}.webp`),
  widthPixels: 1920,
  heightPixels: 1080,
});
const isBoard = (id: string): boolean => id.startsWith('board');

const add = anyDeck.map((input): Command => {
  const kind = isBoard(input.deckId) ? 'board' : 'pages';
  return { name: 'deck:add', input: { ...input, kind, title: 'Light', pageCount: 2 } };
});
const addPage = fc.tuple(anyDeck, anyPage).map(([input, page]): Command => {
  const picture = isBoard(input.deckId) ? null : pictureOf(page);
  return { name: 'page:add', input: { ...input, page, picture, text: `${page}` } };
});
const turn = fc
  .tuple(anyDeck, anyPage)
  .map(([input, page]): Command => ({ name: 'page:turn', input: { ...input, page } }));
const show = fc
  .tuple(anyDeck, fc.option(anyPage, { nil: undefined }))
  .map(([input, page]): Command => ({ name: 'deck:show', input: page === undefined ? input : { ...input, page } }));
const remove = anyDeck.map((input): Command => ({ name: 'deck:remove', input }));

const doing = fc.oneof(
  often(4, add),
  often(6, addPage),
  often(4, turn),
  often(4, show),
  often(1, remove),
  often(1, always<Command>({ name: 'deck:hide', input: {} })),
);

/** What people do with decks. */
export const slidesActions: WeightedGiven[] = [
  often(
    8,
    fc.tuple(fc.oneof(often(9, anyLeader), anyone), doing).map(([who, command]) => given(actorOf(who), command)),
  ),
];
