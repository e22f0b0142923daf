import type { EventDefinitions } from './event-definition.ts';
import type { ParticipantId } from './ids.ts';
import { shownPage } from './slides.ts';
import type { LessonState } from './state.ts';
import { toEveryone, type Viewer } from './visibility.ts';

/** What the leading teacher can show: three cameras, the screen, and the pages of slides and boards. */
export type TeacherShot = 'camera' | 'board' | 'table' | 'screen' | 'slides';

/** A picture that may be the programme, which is what stands large in every room. */
export type ProgrammeShot = { of: 'teacher'; source: TeacherShot } | { of: 'stage'; participantId: ParticipantId };

/** What the director saw: who speaks, who came on stage or left, what is written or turned, or that what was shown ended. */
export type DirectorReason = 'speech' | 'stage' | 'slides' | 'ended';

/** Which of the pictures is the programme, and who decides: a person or the director. */
export interface ProgrammeState {
  /** What was switched to last; null before: then what the teacher shows stands large by itself. */
  shot: ProgrammeShot | null;
  /** The director decides, until a person switches. */
  directs: boolean;
  /** When it was switched last, milliseconds since the epoch. */
  switchedAt: number | null;
}

export const emptyProgramme: ProgrammeState = { shot: null, directs: false, switchedAt: null };

/** The programme's edit list. */
export interface ProgrammeEvents {
  /** Switching by hand turns the director off. */
  programmeSwitched:
    | { shot: ProgrammeShot; by: 'person'; because: null }
    | { shot: ProgrammeShot; by: 'director'; because: DirectorReason };
  directorTurned: { on: boolean };
}

export const programmeEvents: EventDefinitions<ProgrammeEvents> = {
  programmeSwitched: {
    visibility: () => toEveryone,
    evolve: (state, { shot, by }, at) => ({
      ...state,
      programme: { shot, directs: by === 'director' && state.programme.directs, switchedAt: at },
    }),
  },
  directorTurned: {
    visibility: () => toEveryone,
    evolve: (state, { on }) => ({ ...state, programme: { ...state.programme, directs: on } }),
  },
};

/** What a viewer may see of it. */
export const projectProgramme = (programme: ProgrammeState, _viewer: Viewer): ProgrammeState => programme;

/** Whether two pictures are the same one. */
export const sameShot = (a: ProgrammeShot | null, b: ProgrammeShot | null): boolean =>
  a === b || (a !== null && b !== null && keyOf(a) === keyOf(b));

const keyOf = (shot: ProgrammeShot) => (shot.of === 'stage' ? `stage ${shot.participantId}` : shot.source);

/** Whether a picture can be shown now. Pure. */
export function isThere(state: LessonState, shot: ProgrammeShot): boolean {
  if (shot.of === 'stage') return state.stage.some(({ participantId }) => participantId === shot.participantId);
  if (shot.source === 'slides') return shownPage(state.slides) !== null;
  const { leaderId } = state.lead;
  return Object.values(state.tracks).some((track) => track.participantId === leaderId && track.source === shot.source);
}

/** The picture that was switched to, while it is there; null when what the teacher shows stands large by itself. Pure. */
export function chosenShot(state: LessonState): ProgrammeShot | null {
  const { shot } = state.programme;
  return shot && isThere(state, shot) ? shot : null;
}
