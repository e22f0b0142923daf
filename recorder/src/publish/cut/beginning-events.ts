import {
  emptyLesson,
  evolveAll,
  type LessonEntry,
  type LessonEvent,
  type LessonState,
} from '@tongke/signaling/protocol/lesson';

/** What was over before the cut, and is nobody's business in it. */
const dropped = new Set<string>([
  'messagePublished',
  'publicMessageHidden',
  'starGiven',
  'inquiryShown',
  'inquiryHidden',
  // It names the whole lesson's archive, by its secret.
  'archiveOpened',
]);

/** Of these the last one says how it is. */
const lastOnly: Readonly<Record<string, (event: never) => string>> = {
  pageTurned: ({ deckId }: Extract<LessonEvent, { type: 'pageTurned' }>) => `page ${deckId}`,
  deckShown: () => 'shown',
  deckHidden: () => 'shown',
  programmeSwitched: () => 'programme',
  filmVolumeSet: () => 'volume',
};

/**
 * Public events that lead to the state at a cut's beginning, without what was over by then: rooms that have left the stage, decks that were
 * removed, questions and messages of before. Pure.
 */
export function beginningEvents(before: readonly LessonEntry[]): LessonEntry[] {
  const state = evolveAll(emptyLesson, before);
  const short = withoutPast(before, state);
  // Where leaving something out would change what is seen, nothing is left out but what must be.
  return sameScene(evolveAll(emptyLesson, short), state)
    ? short
    : before.filter(({ event }) => !dropped.has(event.type));
}

function withoutPast(before: readonly LessonEntry[], state: LessonState): LessonEntry[] {
  const decks = new Set<string>(state.slides.decks.map(({ deckId }) => deckId));
  const staged = new Map(state.stage.map(({ participantId, calledAt }) => [participantId as string, calledAt]));
  const files = new Set<string>(state.film.files.map(({ materialId }) => materialId));
  const lastFilm = before.findLastIndex(({ event }) => event.type === 'filmShown');
  const lastQuestion = before.findLastIndex(({ event }) => event.type === 'questionAsked');
  const asks = state.question.onScreen !== null;
  const last = new Map<string, LessonEntry>();
  const keyOf = ({ event }: LessonEntry) => lastOnly[event.type]?.(event as never);
  for (const entry of before) {
    const key = keyOf(entry);
    if (key !== undefined) last.set(key, entry);
  }
  return before.filter((entry, index) => {
    const { event, at } = entry;
    if (dropped.has(event.type)) return false;
    const key = keyOf(entry);
    if (key !== undefined && last.get(key) !== entry) return false;
    if ('deckId' in event) return decks.has(event.deckId);
    if (event.type === 'stageCalled') return staged.get(event.entry.participantId ?? '') === at;
    if (/^stage/.test(event.type) && 'participantId' in event) {
      return at >= (staged.get(event.participantId ?? '') ?? Number.POSITIVE_INFINITY);
    }
    if (event.type === 'filmAdded') return files.has(event.file.materialId);
    if (event.type === 'filmMeasured') return files.has(event.materialId);
    if (event.type === 'filmRemoved') return false;
    if (/^film(Shown|Played|Paused|Hidden)$/.test(event.type)) return state.film.shown !== null && index >= lastFilm;
    if (/^(question|buzzer)/.test(event.type)) return asks && index >= lastQuestion;
    if (event.type === 'trackPublished') return event.track.trackId in state.tracks;
    if (event.type === 'trackUnpublished') return false;
    return true;
  });
}

/** Whether two states show the same. */
function sameScene(a: LessonState, b: LessonState): boolean {
  const scene = ({ stage, slides, ink, programme, film, lead, group, tracks, phase }: LessonState) =>
    JSON.stringify([
      stage.map(({ participantId, tracks: own }) => [participantId, own]),
      [slides.shown, slides.decks],
      Object.entries(ink.pages).sort(([one], [other]) => (one < other ? -1 : 1)),
      [programme.shot, film.shown, film.files, film.volume, lead, group],
      Object.keys(tracks).sort(),
      phase.name,
    ]);
  return scene(a) === scene(b) && JSON.stringify(a.question.onScreen) === JSON.stringify(b.question.onScreen);
}
