import type { EventDefinitions } from './event-definition.ts';
import type { MaterialId, ParticipantId } from './ids.ts';
import { isStaff } from './role.ts';
import type { LessonState } from './state.ts';
import { toEveryone, type Viewer } from './visibility.ts';

/** A film or a piece of music that was brought into the lesson. */
export interface FilmFile {
  materialId: MaterialId;
  /** The file's name, as it was given. */
  title: string;
  kind: 'video' | 'audio';
  /** As the teacher's browser has measured it; corrected when it turns out otherwise. */
  durationMs: number;
  lengthBytes: number;
}

/** Where a film is. `startsAt` is the moment, on the lesson clock, at which it is at `positionMs`; often still to come. */
export type Playback =
  | { state: 'paused'; positionMs: number }
  | { state: 'playing'; positionMs: number; startsAt: number };

/** What a room has of a file: `ready` to play, to be `streamed` while it plays, or `failed`: it cannot be played there. */
export type FilmFetch = 'ready' | 'streamed' | 'failed';

/** Why a film is no longer shown. */
export type FilmEnd = 'hidden' | 'ended' | 'removed';

/** Films and music played to all rooms in step on the lesson clock. */
export interface FilmState {
  /** In the order in which they were added: rooms fetch them ahead. */
  files: FilmFile[];
  shown: { materialId: MaterialId; playback: Playback } | null;
  /** In all rooms, 0 to 1. */
  volume: number;
  /** What each room has of each file. A room knows only of itself. */
  fetched: Record<ParticipantId, Record<MaterialId, FilmFetch>>;
}

export const emptyFilm: FilmState = { files: [], shown: null, volume: 1, fetched: {} };

/** What is played, from where, and since when. */
export interface FilmEvents {
  filmAdded: { file: FilmFile };
  filmRemoved: { materialId: MaterialId };
  filmMeasured: { materialId: MaterialId; durationMs: number };
  filmShown: { materialId: MaterialId };
  filmPlayed: { positionMs: number; startsAt: number };
  filmPaused: { positionMs: number };
  filmHidden: { because: FilmEnd };
  filmVolumeSet: { volume: number };
  filmFetched: { participantId: ParticipantId; materialId: MaterialId; fetch: FilmFetch };
}

const withFilm = (state: LessonState, change: Partial<FilmState>): LessonState => ({
  ...state,
  film: { ...state.film, ...change },
});

const withPlayback = (state: LessonState, playback: Playback): LessonState =>
  state.film.shown ? withFilm(state, { shown: { ...state.film.shown, playback } }) : state;

export const filmEvents: EventDefinitions<FilmEvents> = {
  filmAdded: {
    visibility: () => toEveryone,
    evolve: (state, { file }) => withFilm(state, { files: [...state.film.files, file] }),
  },
  filmRemoved: {
    visibility: () => toEveryone,
    evolve: (state, { materialId }) =>
      withFilm(state, { files: state.film.files.filter((file) => file.materialId !== materialId) }),
  },
  filmMeasured: {
    visibility: () => toEveryone,
    evolve: (state, { materialId, durationMs }) =>
      withFilm(state, {
        files: state.film.files.map((file) => (file.materialId === materialId ? { ...file, durationMs } : file)),
      }),
  },
  filmShown: {
    visibility: () => toEveryone,
    evolve: (state, { materialId }) =>
      withFilm(state, { shown: { materialId, playback: { state: 'paused', positionMs: 0 } } }),
  },
  filmPlayed: {
    visibility: () => toEveryone,
    evolve: (state, { positionMs, startsAt }) => withPlayback(state, { state: 'playing', positionMs, startsAt }),
  },
  filmPaused: {
    visibility: () => toEveryone,
    evolve: (state, { positionMs }) => withPlayback(state, { state: 'paused', positionMs }),
  },
  filmHidden: {
    visibility: () => toEveryone,
    evolve: (state) => withFilm(state, { shown: null }),
  },
  filmVolumeSet: {
    visibility: () => toEveryone,
    evolve: (state, { volume }) => withFilm(state, { volume }),
  },
  filmFetched: {
    visibility: ({ participantId }) => ({ to: 'seat', participantId }),
    evolve: (state, { participantId, materialId, fetch }, _at, records) =>
      withFilm(state, {
        fetched: records.set(state.film.fetched, participantId, {
          ...state.film.fetched[participantId],
          [materialId]: fetch,
        }),
      }),
  },
};

/** What a viewer may see of it. */
export function projectFilm(film: FilmState, { participantId, role }: Viewer): FilmState {
  if (isStaff(role)) return film;
  const own = film.fetched[participantId];
  return { ...film, fetched: own ? { [participantId]: own } : {} };
}

/** The film that is shown; null when none is. */
export function shownFilm({ files, shown }: FilmState): { file: FilmFile; playback: Playback } | null {
  const file = files.find(({ materialId }) => materialId === shown?.materialId);
  return shown && file ? { file, playback: shown.playback } : null;
}

/** Where a film is at a moment of the lesson clock, milliseconds from its beginning; never beyond its end. Pure. */
export function filmPosition(playback: Playback, durationMs: number, at: number): number {
  const goneMs = playback.state === 'playing' ? Math.max(0, at - playback.startsAt) : 0;
  return Math.min(playback.positionMs + goneMs, durationMs);
}
