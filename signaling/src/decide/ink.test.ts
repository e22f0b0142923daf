import { describe, expect, test } from 'vitest';
import {
  countStrokes,
  type DeckId,
  type Drawing,
  findStroke,
  inkColours,
  inkOf,
  limits,
  type PageRef,
  packInk,
  project,
  type StrokeId,
  seenStrokes,
} from '../../protocol/lesson.ts';
import type { Command } from './command.ts';
import { callOn, Told, who } from './decide.test-support.ts';

const page: PageRef = { deckId: 'deck-1' as DeckId, page: 0 };
const stroke = (id: string): StrokeId => `s${id.padStart(7, '0')}` as StrokeId;
const line: Drawing = {
  tool: 'pen',
  colour: 'red',
  width: 'medium',
  durationMs: 320,
  points: [
    { x: 1, y: 1, pressure: 9 },
    { x: 40, y: 60, pressure: 12 },
  ],
};
const packed = packInk(line);
const draw = (id: string, ink = packed, text?: string): Command => ({
  name: 'ink:draw',
  input: { ...page, id: stroke(id), ink, ...(text === undefined ? {} : { text }) },
});
const erase = (...ids: string[]): Command => ({ name: 'ink:erase', input: { ...page, ids: ids.map(stroke) } });
const clear: Command = { name: 'ink:clear', input: page };
const undo: Command = { name: 'ink:undo', input: page };
const redo: Command = { name: 'ink:redo', input: page };
const letDraw = (on: boolean): Command => ({
  name: 'permission:switch',
  input: { participantId: null, what: 'annotation', on },
});
const seen = (told: Told) => seenStrokes(inkOf(told.state.ink, page)).map((id) => id.replace(/^s0*/, ''));

const board = (deckId = page.deckId): Command => ({
  name: 'deck:add',
  input: { deckId, kind: 'board', title: '', pageCount: 1 },
});
/** An open lesson with a board. */
function open(): Told {
  const told = Told.open();
  told.ok('teacher', board());
  return told;
}
/** A lesson with the first room on stage, which may draw. */
function onStage(): Told {
  const told = open();
  told.ok('teacher', callOn('c-room0'));
  told.ok('teacher', letDraw(true));
  return told;
}

describe('drawing', () => {
  test('keeps a stroke once, whoever repeats it', () => {
    const told = open();
    expect(told.ok('teacher', draw('1'))).toEqual(['penTaken', 'strokeDrawn']);
    expect(told.ok('teacher', draw('1'))).toEqual([]);
    expect(told.give('assistant', draw('1'))).toBe('conflict');
    expect(told.give('teacher', draw('1', packInk({ ...line, colour: 'blue' })))).toBe('conflict');
    expect(findStroke(inkOf(told.state.ink, page).strokes, stroke('1'))).toEqual({
      id: stroke('1'),
      by: 1,
      at: told.now,
      ink: packed,
    });
    expect(told.ok('teacher', draw('2'))).toEqual(['strokeDrawn']);
    expect(told.ok('assistant', draw('3'))).toEqual(['penTaken', 'strokeDrawn']);
    expect(told.state.ink.pens).toEqual({ teacher: 1, assistant: 2 });
    expect(project(told.state, who('c-room0')).ink.pens).toEqual({});
  });

  test('is for staff who lead, and for a room on stage that the teacher lets', () => {
    const told = open();
    expect(told.give('c-room0', draw('1'))).toBe('notAllowed');
    told.ok('teacher', letDraw(true));
    expect(told.give('c-room0', draw('1'))).toBe('notAllowed');
    told.ok('teacher', callOn('c-room0'));
    told.ok('c-room0', draw('1'));
    told.ok('teacher', letDraw(false));
    expect(told.give('c-room0', draw('2'))).toBe('notAllowed');
    expect(told.give('c-room0', undo)).toBe('notAllowed');
    expect(told.give('coteacher', draw('3'))).toBe('notLeading');
    told.ok('assistant', draw('4'));
    for (const id of ['i-inspector', 'a-viewer', 'recorder']) expect(told.give(id, draw('5'))).toBe('forbidden');
    told.ok('teacher', { name: 'lesson:end', input: {} });
    expect(told.give('teacher', draw('6'))).toBe('lessonEnded');
  });

  test.each([
    ['another version', `I${packed.slice(1)}`, undefined, 'badRequest'],
    ['cut off', packed.slice(0, -2), undefined, 'badRequest'],
    [
      'a text without words',
      packInk({ ...line, tool: 'text', points: [{ x: 1, y: 1, pressure: null }] }),
      undefined,
      'badRequest',
    ],
    ['words of a pen', packed, 'words', 'badRequest'],
    ['blank words', packInk({ ...line, tool: 'text', points: [{ x: 1, y: 1, pressure: null }] }), ' \n ', 'badRequest'],
    [
      'words that turn the writing round',
      packInk({ ...line, tool: 'text', points: [{ x: 1, y: 1, pressure: null }] }),
      'a\u202eb',
      'badRequest',
    ],
    [
      'too many points',
      packInk({
        ...line,
        points: Array.from({ length: limits.inkPoints + 1 }, () => ({ x: 1, y: 1, pressure: null })),
      }),
      undefined,
      'tooLarge',
    ],
  ])('refuses %s', (_what, ink, text, code) => {
    expect(open().give('teacher', draw('1', ink, text))).toBe(code);
  });

  test('takes words of two lines in any language', () => {
    const told = open();
    const ink = packInk({ ...line, tool: 'text', points: [{ x: 1, y: 1, pressure: null }] });
    told.ok('teacher', draw('1', ink, '光的折射\n<b>n = sin α / sin β</b> 👍'));
    expect(findStroke(inkOf(told.state.ink, page).strokes, stroke('1'))?.text).toContain('<b>');
  });

  test('ends when the page is full', () => {
    const told = open();
    told.ok('teacher', draw('1'));
    const [group = []] = inkOf(told.state.ink, page).strokes;
    const strokes = Array.from({ length: limits.inkStrokesPerPage }, () => group);
    const full = { ...inkOf(told.state.ink, page), strokes };
    told.state = { ...told.state, ink: { ...told.state.ink, pages: { 'deck-1/0': full } } };
    expect(told.give('teacher', draw('2'))).toBe('tooMany');
    expect(told.ok('teacher', draw('1'))).toEqual([]);
    const pages = Object.fromEntries(['a/0', 'a/1', 'a/2', 'a/3'].map((key) => [key, full]));
    told.state = { ...told.state, ink: { ...told.state.ink, pages } };
    expect(told.give('teacher', draw('2'))).toBe('tooMany');
  });
});

describe('erasing', () => {
  test('takes whole strokes, each once; a room only its own', () => {
    const told = onStage();
    told.ok('teacher', draw('1'));
    told.ok('c-room0', draw('2'));
    expect(told.ok('c-room0', erase('1', '9'))).toEqual([]);
    expect(told.ok('c-room0', erase('1', '2'))).toEqual(['strokesErased']);
    expect(seen(told)).toEqual(['1']);
    expect(told.ok('teacher', erase('2'))).toEqual([]);
    expect(told.give('c-room0', clear)).toBe('forbidden');
    expect(told.ok('assistant', clear)).toEqual(['penTaken', 'pageCleared']);
    expect(told.ok('teacher', clear)).toEqual([]);
    expect(seen(told)).toEqual([]);
  });
});

describe('undo and redo', () => {
  test('go back and forth over what one did, in its old place', () => {
    const told = open();
    for (const id of ['1', '2', '3']) told.ok('teacher', draw(id));
    told.ok('teacher', erase('2'));
    told.ok('teacher', clear);
    const states = [[], ['1', '3'], ['1', '2', '3'], ['1', '2'], ['1'], []];
    for (const expected of states.slice(1)) {
      told.ok('teacher', undo);
      expect(seen(told)).toEqual(expected);
    }
    expect(told.ok('teacher', undo)).toEqual([]);
    for (const expected of states.slice(0, -1).reverse()) {
      told.ok('teacher', redo);
      expect(seen(told)).toEqual(expected);
    }
    expect(told.ok('teacher', redo)).toEqual([]);
  });

  test('touch only what one did oneself', () => {
    const told = onStage();
    told.ok('teacher', draw('1'));
    told.ok('c-room0', draw('2'));
    told.ok('teacher', draw('3'));
    told.ok('c-room0', undo);
    expect(seen(told)).toEqual(['1', '3']);
    told.ok('teacher', undo);
    told.ok('c-room0', redo);
    expect(seen(told)).toEqual(['1', '2']);
  });

  test('pass over what somebody else has taken away meanwhile, and bring it back only by whoever took it', () => {
    const told = onStage();
    told.ok('c-room0', draw('1'));
    told.ok('c-room0', draw('2'));
    told.ok('teacher', erase('2'));
    told.ok('c-room0', undo);
    expect(seen(told)).toEqual([]);
    told.ok('teacher', undo);
    expect(seen(told)).toEqual(['2']);
    told.ok('c-room0', redo);
    expect(seen(told)).toEqual(['1', '2']);
  });

  test('a new step makes what was undone be forgotten for good', () => {
    const told = open();
    told.ok('teacher', draw('1'));
    told.ok('teacher', undo);
    told.ok('teacher', draw('2'));
    expect(told.ok('teacher', redo)).toEqual([]);
    expect(countStrokes(inkOf(told.state.ink, page).strokes)).toBe(1);
    expect(seen(told)).toEqual(['2']);
  });

  test('reach so far and no further; what can never come back is not kept', () => {
    const told = open();
    told.ok('teacher', draw('0'));
    told.ok('teacher', erase('0'));
    for (let id = 1; id <= limits.inkStepsKept; id += 1) told.ok('teacher', draw(String(id)));
    expect(countStrokes(inkOf(told.state.ink, page).strokes)).toBe(limits.inkStepsKept);
    for (let id = 0; id < limits.inkStepsKept; id += 1) expect(told.ok('teacher', undo)).toEqual(['inkUndone']);
    expect(told.ok('teacher', undo)).toEqual([]);
    expect(seen(told)).toEqual([]);
  });

  test('keep to their page', () => {
    const told = open();
    told.ok('teacher', draw('1'));
    const other = { ...page, deckId: 'deck-2' as DeckId };
    told.ok('teacher', board(other.deckId));
    expect(told.ok('teacher', { name: 'ink:undo', input: other })).toEqual([]);
    expect(seen(told)).toEqual(['1']);
  });
});

describe('a page', () => {
  test('that is not there takes no ink', () => {
    const told = open();
    for (const other of [
      { ...page, page: 1 },
      { ...page, deckId: 'deck-9' as DeckId },
    ]) {
      expect(told.give('teacher', { name: 'ink:draw', input: { ...other, id: stroke('1'), ink: packed } })).toBe(
        'notFound',
      );
    }
  });

  test('takes its ink along when its deck is removed; others keep theirs', () => {
    const told = open();
    const other = { deckId: 'deck-10' as DeckId, page: 0 };
    told.ok('teacher', board(other.deckId));
    told.ok('teacher', draw('1'));
    told.ok('teacher', { name: 'ink:draw', input: { ...other, id: stroke('2'), ink: packed } });
    told.ok('teacher', { name: 'deck:remove', input: { deckId: page.deckId } });
    expect(Object.keys(told.state.ink.pages)).toEqual(['deck-10/0']);
    expect(told.give('teacher', draw('3'))).toBe('notFound');
  });
});

describe('a forged drawing', () => {
  test('cannot name a colour that is not in the palette', () => {
    for (let colour = inkColours.length; colour < 16; colour += 1) {
      // The third letter begins with the last two bits of the colour.
      const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const bits = (1 << 14) | (0 << 10) | (colour << 6) | (1 << 4);
      const forged = `${letters[(bits >> 12) & 63]}${letters[(bits >> 6) & 63]}${letters[bits & 63]}${packed.slice(3)}`;
      expect(open().give('teacher', draw('1', forged))).toBe('badRequest');
    }
  });
});
