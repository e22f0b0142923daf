import {
  beginningOf,
  buildTimeline,
  type Layout,
  LessonFold,
  type ReplayTrack,
  type Span,
  sceneAt,
  type Timeline,
} from '@tongke/client/replay';
import type {
  ArchiveManifest,
  FilmFile,
  LessonEntry,
  PagePicture,
  PageRef,
  Playback,
} from '@tongke/signaling/protocol/lesson';

/** What is large for a while. */
export type Picture =
  | { of: 'track'; track: ReplayTrack }
  | { of: 'page'; page: PageRef; picture: PagePicture | null }
  | { of: 'film'; file: FilmFile; playback: Playback }
  | { of: 'nothing'; because: 'paused' | 'off' };
export interface PictureCut extends Span {
  picture: Picture;
}

/** What is heard for a while. */
export type Sound =
  | { of: 'track'; track: ReplayTrack }
  | { of: 'film'; file: FilmFile; playback: Playback; volume: number };
export interface SoundCut extends Span {
  sound: Sound;
}

/** What is large at each moment: what was large in class, or one thing wherever there is one. */
export type FilmLayout = Layout | 'pagesOnly';

/** A film's edit list. `pictures` follow each other without a hole; `sounds` overlap. Milliseconds on the lesson's timeline. */
export interface EditList extends Span {
  timeline: Timeline;
  pictures: PictureCut[];
  sounds: SoundCut[];
}

/** Events that change neither what is large nor what is heard; there are thousands of them. */
const aside = new Set<string>([
  'strokeDrawn',
  'strokesErased',
  'inkUndone',
  'inkRedone',
  'pageAdded',
  'messagePublished',
]);

/** The edit list of a lesson, by the same decision that its replay makes. Pure. @param within default: where a replay begins, to the end */
export function editList(
  manifest: ArchiveManifest,
  entries: readonly LessonEntry[],
  layout: FilmLayout,
  within: Partial<Span> = {},
): EditList {
  const timeline = buildTimeline(manifest);
  const fromMs = within.fromMs ?? Math.floor(beginningOf(timeline) / 1_000) * 1_000;
  const toMs = Math.max(fromMs, Math.min(within.toMs ?? timeline.durationMs, timeline.durationMs));
  const fold = new LessonFold(entries, manifest.startedAt);
  const pictures: PictureCut[] = [];
  const sounds = new Map<string, SoundCut>();
  const ended: SoundCut[] = [];
  const moments = momentsOf(timeline, entries, manifest.startedAt, { fromMs, toMs });
  for (const [index, atMs] of moments.entries()) {
    const untilMs = moments[index + 1] ?? toMs;
    if (untilMs <= atMs) continue;
    const state = fold.stateAt(atMs);
    const scene = sceneAt(timeline, state, atMs, layout === 'pagesOnly' ? 'page' : layout);
    const picture = pictureOf(scene, layout);
    const last = pictures.at(-1);
    if (last && keyOf(last.picture) === keyOf(picture)) last.toMs = untilMs;
    else pictures.push({ fromMs: atMs, toMs: untilMs, picture });
    const heard = soundsOf(scene);
    const keys = new Set(heard.map(keyOf));
    for (const [key, cut] of sounds) {
      if (keys.has(key)) continue;
      sounds.delete(key);
      ended.push(cut);
    }
    for (const sound of heard) {
      const known = sounds.get(keyOf(sound));
      if (known) known.toMs = untilMs;
      else sounds.set(keyOf(sound), { fromMs: atMs, toMs: untilMs, sound });
    }
  }
  const all = [...ended, ...sounds.values()].sort((a, b) => a.fromMs - b.fromMs);
  return { timeline, fromMs, toMs, pictures, sounds: all };
}

/** When a scene may change, in order: events, and where tracks begin and end. */
function momentsOf(timeline: Timeline, entries: readonly LessonEntry[], startedAt: number, within: Span): number[] {
  const moments = new Set([within.fromMs]);
  const add = (atMs: number) => {
    if (atMs > within.fromMs && atMs < within.toMs) moments.add(atMs);
  };
  for (const { fromMs, toMs } of timeline.tracks) {
    add(fromMs);
    add(toMs);
  }
  for (const { at, event } of entries) {
    if (!aside.has(event.type)) add(at - startedAt);
    if (event.type === 'filmPlayed') add(event.startsAt - startedAt);
  }
  return [...moments].sort((a, b) => a - b);
}

function pictureOf(scene: ReturnType<typeof sceneAt>, layout: FilmLayout): Picture {
  const { film, page, pictures } = scene;
  if (page) return { of: 'page', page: { deckId: page.deck.deckId, page: page.page }, picture: page.picture };
  if (film?.file.kind === 'video' && layout !== 'pagesOnly')
    return { of: 'film', file: film.file, playback: film.playback };
  const main = pictures.find(({ place }) => place === 'main');
  if (main && layout !== 'pagesOnly') return { of: 'track', track: main.track };
  return { of: 'nothing', because: scene.paused ? 'paused' : 'off' };
}

function soundsOf({ sounds, film }: ReturnType<typeof sceneAt>): Sound[] {
  const heard: Sound[] = sounds.map((track) => ({ of: 'track', track }));
  if (film?.playback.state === 'playing') {
    heard.push({ of: 'film', file: film.file, playback: film.playback, volume: film.volume });
  }
  return heard;
}

function keyOf(what: Picture | Sound): string {
  switch (what.of) {
    case 'track':
      return `track ${what.track.trackId}`;
    case 'page':
      return `page ${what.page.deckId} ${what.page.page}`;
    case 'film':
      return `film ${what.file.materialId} ${JSON.stringify(what.playback)} ${'volume' in what ? what.volume : ''}`;
    case 'nothing':
      return what.because;
  }
}
