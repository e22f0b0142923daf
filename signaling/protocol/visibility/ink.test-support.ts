import type { DeckId, StrokeId } from '../ids.ts';
import type { InkEvents } from '../ink.ts';
import { everyone, type Rows, staffAndClassroom, viewers } from './rows.test-support.ts';

const on = { deckId: 'deck-1' as DeckId, page: 0, by: 1 };

export const inkRows: Rows<keyof InkEvents> = {
  penTaken: [
    {
      event: { type: 'penTaken', participantId: viewers.classroom.participantId, pen: 1 },
      seenBy: staffAndClassroom,
    },
  ],
  strokeDrawn: [
    { event: { type: 'strokeDrawn', ...on, id: 's0000001' as StrokeId, ink: 'EAAAAAEAAAAA' }, seenBy: everyone },
  ],
  strokesErased: [{ event: { type: 'strokesErased', ...on, ids: ['s0000001' as StrokeId] }, seenBy: everyone }],
  pageCleared: [{ event: { type: 'pageCleared', ...on }, seenBy: everyone }],
  inkUndone: [{ event: { type: 'inkUndone', ...on, step: 1 }, seenBy: everyone }],
  inkRedone: [{ event: { type: 'inkRedone', ...on }, seenBy: everyone }],
};
