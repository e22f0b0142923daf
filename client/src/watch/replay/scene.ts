import {
  assertNever,
  chosenShot,
  type Deck,
  type FilmFile,
  type LessonState,
  type PagePicture,
  type ParticipantId,
  type Playback,
  type ProgrammeShot,
  shownFilm,
  shownPage,
} from '@tongke/signaling/protocol/lesson';
import { contains } from './span.ts';
import type { ReplayTrack, Timeline } from './timeline.ts';

/** Where a picture stands: `main` large, `inset` small in its corner, `stage` beside. */
export type Place = 'main' | 'inset' | 'stage';

export interface ScenePicture {
  track: ReplayTrack;
  place: Place;
}

/** A classroom on stage, with or without a picture. */
export interface SceneSeat {
  participantId: string;
  name: string;
  schoolName: string;
  picture: ReplayTrack | null;
}

/** A page of a deck or a board. */
export interface ScenePage {
  deck: Deck;
  page: number;
  picture: PagePicture | null;
}

/** A film or a piece of music that was played to all rooms. */
export interface SceneFilm {
  file: FilmFile;
  playback: Playback;
  /** 0 to 1. */
  volume: number;
}

/** What a viewer wants large: what was large in class, or one thing wherever there is one. */
export type Layout = 'class' | 'page' | 'teacher' | 'stage';
export const layouts: readonly Layout[] = ['class', 'page', 'teacher', 'stage'];

/** What is seen and heard at one moment. */
export interface Scene {
  /** Stands large in place of a picture, if it has one. */
  film: SceneFilm | null;
  pictures: ScenePicture[];
  /** The page that stands large instead of a picture. */
  page: ScenePage | null;
  /** The teacher's microphone first: the others follow it. */
  sounds: ReplayTrack[];
  stage: SceneSeat[];
  /** Everything paused: nothing was sent, and nothing is missing. */
  paused: boolean;
}

/**
 * The scene of a moment, as the classrooms saw it: the programme large, the teacher's face small, the stage beside, and
 * only those rooms heard that were on stage. Another layout changes what is large; a film stays so in all. Pure.
 */
export function sceneAt(timeline: Timeline, state: LessonState, atMs: number, layout: Layout = 'class'): Scene {
  const active = timeline.tracks.filter((track) => contains(track, atMs));
  const teacher = active.filter((track) => track.participantId === state.lead.leaderId);
  // A second teacher stands with those on stage.
  const second = Object.values(state.participants)
    .filter(({ participantId, role }) => role === 'teacher' && participantId !== state.lead.leaderId)
    .filter(({ participantId }) => active.some((track) => track.participantId === participantId))
    .map(({ participantId, name }) => ({ participantId, name, schoolName: '' }));
  const stage = [...second, ...state.stage].map(({ participantId, name, schoolName }) => {
    const own = active.filter((track) => track.participantId === participantId);
    return { participantId, name, schoolName, picture: newest(own, 'video', 'camera') ?? null, own };
  });
  const shot = wantedShot(layout, state, stage) ?? chosenShot(state);
  const face = newest(teacher, 'video', 'camera');
  const shared = newest(teacher, 'video', 'screen');
  const shown = shownFilm(state.film);
  const isFilm = shown?.file.kind === 'video';
  const isPage = isFilm ? false : shot ? shot.of === 'teacher' && shot.source === 'slides' : !shared;
  const page = isPage ? shownPage(state.slides) : null;
  const large =
    shot?.of === 'stage'
      ? stage.find(({ participantId }) => participantId === shot.participantId)?.picture
      : shot && shot.source !== 'slides' && newest(teacher, 'video', shot.source);
  const main = isFilm || page ? undefined : (large ?? shared ?? face);
  return {
    film: shown && { ...shown, volume: state.film.volume },
    pictures: [
      ...(main ? [{ track: main, place: 'main' } as const] : []),
      ...(face && face !== main ? [{ track: face, place: 'inset' } as const] : []),
      ...stage.flatMap(({ picture }): ScenePicture[] =>
        picture && picture !== main ? [{ track: picture, place: 'stage' }] : [],
      ),
    ],
    page: page && { deck: page.deck, page: page.page, picture: page.picture },
    sounds: [
      newest(teacher, 'audio', 'microphone'),
      newest(teacher, 'audio', 'screenAudio'),
      ...stage.map(({ own }) => newest(own, 'audio', 'microphone')),
    ].filter((track) => track !== undefined),
    stage: stage.map(({ own: _own, ...seat }) => seat),
    paused: state.phase.name === 'open' && state.permission.pausedAt !== null,
  };
}

/** Null where the class decides, and where there is nothing of what is wanted. */
function wantedShot(layout: Layout, state: LessonState, stage: readonly SceneSeat[]): ProgrammeShot | null {
  switch (layout) {
    case 'class':
      return null;
    case 'page':
      return shownPage(state.slides) ? { of: 'teacher', source: 'slides' } : null;
    case 'teacher':
      return { of: 'teacher', source: 'camera' };
    case 'stage': {
      const seat = stage.find(({ picture }) => picture !== null);
      return seat ? { of: 'stage', participantId: seat.participantId as ParticipantId } : null;
    }
    default:
      return assertNever(layout);
  }
}

/** The tracks of a scene, sounds first. */
export const tracksOf = (scene: Scene): ReplayTrack[] => [...scene.sounds, ...scene.pictures.map(({ track }) => track)];

/** Equal for scenes that show and sound the same. */
export const sceneKey = (scene: Scene): string =>
  JSON.stringify([
    scene.paused,
    scene.film && [scene.film.file.materialId, scene.film.file.durationMs, scene.film.playback, scene.film.volume],
    scene.pictures.map(({ track, place }) => [track.trackId, place]),
    scene.page && [scene.page.deck.deckId, scene.page.page, scene.page.deck.pages.length],
    scene.sounds.map(({ trackId }) => trackId),
    scene.stage.map(({ participantId, name, picture }) => [participantId, name, picture?.trackId]),
  ]);

// A source that was published again may overlap its former self for a moment.
function newest(tracks: readonly ReplayTrack[], kind: ReplayTrack['kind'], source: ReplayTrack['source']) {
  return tracks
    .filter((track) => track.kind === kind && track.source === source)
    .sort((a, b) => b.fromMs - a.fromMs)[0];
}
