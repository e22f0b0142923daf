import {
  type FilmFile,
  filmPosition,
  type LessonEvent,
  type LessonState,
  limits,
  type MaterialId,
  shownFilm,
} from '../../protocol/lesson.ts';
import { accept, type Decision, type Handlers, refuse, refuseUnlessOpen } from './decision.ts';

const fileOf = (state: LessonState, id: MaterialId): FilmFile | undefined =>
  state.film.files.find(({ materialId }) => materialId === id);

const noFilm = refuse('notFound', 'no such film');
/** Endings of the files that play. */
const playable = /\.(mp4|webm|mp3|m4a|ogg|wav)$/;

/** Decides about the film that is shown in an open lesson, and where it is now. */
function withShown(
  state: LessonState,
  now: number,
  decide: (shown: NonNullable<ReturnType<typeof shownFilm>>, positionMs: number) => LessonEvent[],
): Decision<null> {
  const refusal = refuseUnlessOpen(state);
  if (refusal) return refusal;
  const shown = shownFilm(state.film);
  if (!shown) return refuse('notFound', 'no film is shown');
  return accept(null, ...decide(shown, filmPosition(shown.playback, shown.file.durationMs, now)));
}

const play = (positionMs: number, now: number): LessonEvent => ({
  type: 'filmPlayed',
  positionMs,
  startsAt: now + limits.filmLeadMs,
});

export const film: Handlers<
  | 'film:add'
  | 'film:remove'
  | 'film:measure'
  | 'film:show'
  | 'film:play'
  | 'film:pause'
  | 'film:seek'
  | 'film:hide'
  | 'film:volume'
  | 'film:report'
> = {
  'film:add': (state, _actor, file) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    if (!playable.test(file.materialId)) return refuse('unsupportedMedia', 'not a film or a piece of music');
    if (fileOf(state, file.materialId)) return accept(null);
    if (state.film.files.length >= limits.filmsPerLesson) return refuse('tooMany', 'too many films');
    return accept(null, { type: 'filmAdded', file });
  },
  'film:remove': (state, _actor, { materialId }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    if (!fileOf(state, materialId)) return accept(null);
    const isShown = state.film.shown?.materialId === materialId;
    const hidden: LessonEvent[] = isShown ? [{ type: 'filmHidden', because: 'removed' }] : [];
    return accept(null, ...hidden, { type: 'filmRemoved', materialId });
  },
  'film:measure': (state, _actor, { materialId, durationMs }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const file = fileOf(state, materialId);
    if (!file) return noFilm;
    return file.durationMs === durationMs
      ? accept(null)
      : accept(null, { type: 'filmMeasured', materialId, durationMs });
  },
  'film:show': (state, _actor, { materialId }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    if (!fileOf(state, materialId)) return noFilm;
    return state.film.shown?.materialId === materialId ? accept(null) : accept(null, { type: 'filmShown', materialId });
  },
  'film:play': (state, _actor, _input, now) => {
    if (state.permission.pausedAt !== null) return refuse('lessonPaused', 'the lesson is paused');
    return withShown(state, now, ({ file, playback }, positionMs) => {
      if (playback.state === 'playing') return [];
      return [play(positionMs >= file.durationMs ? 0 : positionMs, now)];
    });
  },
  'film:pause': (state, _actor, _input, now) =>
    withShown(state, now, ({ playback }, positionMs) =>
      playback.state === 'paused' ? [] : [{ type: 'filmPaused', positionMs }],
    ),
  'film:seek': (state, _actor, input, now) =>
    withShown(state, now, ({ file, playback }) => {
      const positionMs = Math.min(input.positionMs, file.durationMs);
      const isOver = positionMs >= file.durationMs;
      if (playback.state === 'playing' && !isOver) return [play(positionMs, now)];
      const isThere = playback.state === 'paused' && playback.positionMs === positionMs;
      return isThere ? [] : [{ type: 'filmPaused', positionMs }];
    }),
  'film:hide': (state) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    return state.film.shown ? accept(null, { type: 'filmHidden', because: 'hidden' }) : accept(null);
  },
  'film:volume': (state, _actor, { volume }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    return state.film.volume === volume ? accept(null) : accept(null, { type: 'filmVolumeSet', volume });
  },
  'film:report': (state, actor, { materialId, fetch }) => {
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    if (actor.kind !== 'participant') return refuse('forbidden', 'only a room');
    const { participantId } = actor;
    // One that was removed meanwhile is nobody's business any more.
    if (!fileOf(state, materialId)) return accept(null);
    const isKnown = state.film.fetched[participantId]?.[materialId] === fetch;
    return isKnown ? accept(null) : accept(null, { type: 'filmFetched', participantId, materialId, fetch });
  },
};

/** Stops a film that plays where it is: when everything pauses. */
export function pauseFilm(state: LessonState, now: number): LessonEvent[] {
  const shown = shownFilm(state.film);
  if (shown?.playback.state !== 'playing') return [];
  return [{ type: 'filmPaused', positionMs: filmPosition(shown.playback, shown.file.durationMs, now) }];
}

/** Takes a film that has come to its end off all screens. */
export const endFilm = (state: LessonState, now: number): LessonEvent[] =>
  (nextFilmEnd(state) ?? Infinity) <= now ? [{ type: 'filmHidden', because: 'ended' }] : [];

/** When the film that plays ends, milliseconds since the epoch; null while none plays. */
export function nextFilmEnd(state: LessonState): number | null {
  const shown = shownFilm(state.film);
  if (shown?.playback.state !== 'playing') return null;
  return shown.playback.startsAt + Math.max(0, shown.file.durationMs - shown.playback.positionMs);
}
