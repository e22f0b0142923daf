import type { EventDefinitions } from './event-definition.ts';
import type { Viewer } from './visibility.ts';

/** Which of the teacher's pictures is the programme, and who decides: a person or the director. */
export type ProgrammeState = Record<never, never>;

export const emptyProgramme: ProgrammeState = {};

/** Which of the teacher's pictures is the programme, and who decides: a person or the director. */
export type ProgrammeEvents = Record<never, never>;

export const programmeEvents: EventDefinitions<ProgrammeEvents> = {};

/** What a viewer may see of it. */
export const projectProgramme = (programme: ProgrammeState, _viewer: Viewer): ProgrammeState => programme;
