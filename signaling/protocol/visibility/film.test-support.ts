import type { FilmEvents } from '../film.ts';
import { type MaterialId, materialId } from '../lesson.ts';
import { everyone, type Rows, staffAndClassroom, viewers } from './rows.test-support.ts';

const film: MaterialId = materialId(`${'a'.repeat(64)}.mp4`);

export const filmRows: Rows<keyof FilmEvents> = {
  filmAdded: [
    {
      event: {
        type: 'filmAdded',
        file: { materialId: film, title: 'Rain', kind: 'video', durationMs: 60_000, lengthBytes: 1_000 },
      },
      seenBy: everyone,
    },
  ],
  filmRemoved: [{ event: { type: 'filmRemoved', materialId: film }, seenBy: everyone }],
  filmMeasured: [{ event: { type: 'filmMeasured', materialId: film, durationMs: 61_000 }, seenBy: everyone }],
  filmShown: [{ event: { type: 'filmShown', materialId: film }, seenBy: everyone }],
  filmPlayed: [{ event: { type: 'filmPlayed', positionMs: 0, startsAt: 1_000 }, seenBy: everyone }],
  filmPaused: [{ event: { type: 'filmPaused', positionMs: 500 }, seenBy: everyone }],
  filmHidden: [{ event: { type: 'filmHidden', because: 'ended' }, seenBy: everyone }],
  filmVolumeSet: [{ event: { type: 'filmVolumeSet', volume: 0.5 }, seenBy: everyone }],
  filmFetched: [
    {
      event: {
        type: 'filmFetched',
        participantId: viewers.classroom.participantId,
        materialId: film,
        fetch: 'ready',
      },
      seenBy: staffAndClassroom,
    },
  ],
};
