import { describe, expect, test } from 'vitest';
import { commands } from '../../protocol/commands.ts';
import { deckId, limits, materialId, materialsOf, shownPage } from '../../protocol/lesson.ts';
import { opening } from './cast.test-support.ts';
import type { Command } from './command.ts';
import { Told } from './decide.test-support.ts';

const pictureOf = (page: number) => ({
  materialId: materialId(`${`${page % 10}`.repeat(64)}.webp`),
  previewId: materialId(`${'e'.repeat(64)}.webp`),
  widthPixels: 1920,
  heightPixels: 1080,
});
const add = (name: string, pageCount = 3): Command => ({
  name: 'deck:add',
  input: { deckId: deckId(name), kind: 'pages', title: `${name}.pdf`, pageCount },
});
const board = (name: string): Command => ({
  name: 'deck:add',
  input: { deckId: deckId(name), kind: 'board', title: '', pageCount: 1 },
});
const page = (name: string, at: number): Command => ({
  name: 'page:add',
  input: { deckId: deckId(name), page: at, picture: pictureOf(at), text: '' },
});
const blank = (name: string, at: number): Command => ({
  name: 'page:add',
  input: { deckId: deckId(name), page: at, picture: null, text: '' },
});
const show = (name: string, at?: number): Command => ({
  name: 'deck:show',
  input: { deckId: deckId(name), ...(at === undefined ? {} : { page: at }) },
});
const turn = (name: string, at: number): Command => ({ name: 'page:turn', input: { deckId: deckId(name), page: at } });
const remove = (name: string): Command => ({ name: 'deck:remove', input: { deckId: deckId(name) } });
const hide: Command = { name: 'deck:hide', input: {} };

function withDeck(): Told {
  const told = Told.open();
  for (const command of [add('a'), page('a', 0), page('a', 1)]) told.ok('teacher', command);
  return told;
}
const onScreen = (told: Told) => {
  const shown = shownPage(told.state.slides);
  return shown && `${shown.deckId}/${shown.page}`;
};

describe('decks', () => {
  test('get their pages one by one, in order, each once', () => {
    const told = withDeck();
    expect(told.give('teacher', add('a'))).toEqual([]);
    expect(told.give('teacher', page('a', 1))).toEqual([]);
    expect(told.give('teacher', page('a', 3))).toBe('conflict');
    const other: Command = {
      name: 'page:add',
      input: { deckId: deckId('a'), page: 1, picture: pictureOf(7), text: '' },
    };
    expect(told.give('teacher', other)).toBe('conflict');
    expect(told.give('assistant', page('a', 2))).toEqual(['pageAdded']);
    expect(told.state.slides.decks[0]?.pages).toHaveLength(3);
  });

  test('are laid ready before the lesson is open, and not after its end', () => {
    expect(new Told().give('teacher', add('a'))).toBe('notFound');
    expect(new Told(...opening.slice(0, 1)).give('teacher', add('a'))).toEqual(['deckAdded']);
    const open = withDeck();
    open.ok('teacher', { name: 'lesson:end', input: {} });
    for (const command of [add('b'), page('a', 2), show('a'), turn('a', 1), remove('a'), hide]) {
      expect(open.give('teacher', command)).toBe('lessonEnded');
    }
  });

  test('each keep the page that they are turned to', () => {
    const told = withDeck();
    for (const command of [add('b'), page('b', 0), show('a', 1), show('b')]) told.ok('teacher', command);
    expect(onScreen(told)).toBe('b/0');
    expect(told.ok('teacher', show('a'))).toEqual(['deckShown']);
    expect(onScreen(told)).toBe('a/1');
    expect(told.give('teacher', turn('a', 1))).toEqual([]);
    expect(told.give('teacher', turn('a', 2))).toBe('notFound');
    expect(told.give('teacher', show('a', 2))).toBe('notFound');
    expect(onScreen(told)).toBe('a/1');
  });

  test('that are removed while shown leave the screens, and what else is said of them is refused', () => {
    const told = withDeck();
    told.ok('teacher', show('a'));
    expect(told.ok('teacher', remove('a'))).toEqual(['deckRemoved']);
    expect(onScreen(told)).toBeNull();
    expect(told.state.slides).toEqual({ decks: [], shown: null });
    expect(told.give('teacher', remove('a'))).toEqual([]);
    for (const command of [turn('a', 0), show('a'), page('a', 2)])
      expect(told.give('teacher', command)).toBe('notFound');
    expect(told.give('teacher', hide)).toEqual([]);
  });

  test('without a page yet cannot be shown', () => {
    const told = Told.open();
    told.ok('teacher', add('a'));
    expect(told.give('teacher', show('a'))).toBe('notFound');
  });

  test('are bounded, and so are all their pages together', () => {
    const told = Told.open();
    told.ok('teacher', add('a', 300));
    told.ok('teacher', add('b', 300));
    expect(told.give('teacher', add('c', 300))).toBe('tooMany');
    told.ok('teacher', remove('a'));
    told.ok('teacher', add('c', 300));
    for (let count = told.state.slides.decks.length; count < limits.decksPerLesson; count++) {
      told.ok('teacher', board(`board-${count}`));
    }
    expect(told.give('teacher', board('one-more'))).toBe('tooMany');
  });
});

describe('boards', () => {
  test('begin with a blank page, and get more', () => {
    const told = Told.open();
    expect(told.ok('teacher', board('x'))).toEqual(['deckAdded', 'pageAdded']);
    told.ok('teacher', show('x'));
    told.ok('teacher', blank('x', 1));
    told.ok('teacher', turn('x', 1));
    expect(onScreen(told)).toBe('x/1');
    expect(shownPage(told.state.slides)?.picture).toBeNull();
    expect(told.give('teacher', page('x', 2))).toBe('badRequest');
    told.ok('teacher', add('a'));
    expect(told.give('teacher', blank('a', 0))).toBe('badRequest');
  });
});

test('only those who lead the lesson change decks', () => {
  const told = withDeck();
  const all = [add('b'), page('a', 2), show('a'), turn('a', 1), remove('a'), hide, board('x')];
  for (const command of all) {
    expect(told.give('c-room0', command)).toBe('forbidden');
    expect(told.give('i-inspector', command)).toBe('forbidden');
    expect(told.give('coteacher', command)).toBe('notLeading');
  }
});

test('an event tells the materials that it refers to', () => {
  const picture = pictureOf(1);
  const event = { type: 'pageAdded' as const, deckId: deckId('a'), page: 0, picture, text: '' };
  expect(materialsOf(event)).toEqual([picture.materialId, picture.previewId]);
  expect(materialsOf({ ...event, picture: null })).toEqual([]);
});

describe('what comes from a browser', () => {
  const parse = (name: 'deck:add' | 'page:add', input: object) => commands[name].input.safeParse(input);
  const deck = { deckId: 'a', kind: 'pages', title: 'x', pageCount: 2 };

  test('names of files are made plain: no hidden marks, no line breaks', () => {
    const title = ' 光\u202Efdp\u0000.\n pdf\u200B ';
    expect(parse('deck:add', { ...deck, title }).data).toMatchObject({ title: '光fdp . pdf' });
    expect(parse('deck:add', { ...deck, title: 'x'.repeat(81) }).success).toBe(false);
  });

  test('numbers of pages and materials are checked', () => {
    for (const pageCount of [0, 301, 1.5, Number.NaN])
      expect(parse('deck:add', { ...deck, pageCount }).success).toBe(false);
    const good = { deckId: 'a', page: 0, picture: pictureOf(1), text: 'a\n\u0007b' };
    expect(parse('page:add', good).data).toMatchObject({ text: 'a\n b' });
    for (const wrong of [
      '../etc/passwd',
      `${'a'.repeat(64)}.html`,
      `${'A'.repeat(64)}.webp`,
      `${'a'.repeat(63)}.webp`,
    ]) {
      expect(parse('page:add', { ...good, picture: { ...good.picture, materialId: wrong } }).success).toBe(false);
    }
    expect(parse('page:add', { ...good, page: 300 }).success).toBe(false);
    expect(parse('page:add', { ...good, picture: { ...good.picture, widthPixels: 0 } }).success).toBe(false);
  });
});
