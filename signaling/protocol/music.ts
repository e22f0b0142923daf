import type { EventDefinitions } from './event-definition.ts';
import { toEveryone, type Viewer } from './visibility.ts';

/** Music mode, for arts lessons: while it is on, microphones send what they hear in full instead of what helps speech. */
export interface MusicState {
  on: boolean;
}

export const emptyMusic: MusicState = { on: false };

/** Music mode is switched for the whole lesson: a choir is in several rooms. */
export interface MusicEvents {
  musicModeSet: { on: boolean };
}

export const musicEvents: EventDefinitions<MusicEvents> = {
  musicModeSet: {
    visibility: () => toEveryone,
    evolve: (state, { on }) => ({ ...state, music: { on } }),
  },
};

/** What a viewer may see of it: all. */
export const projectMusic = (music: MusicState, _viewer: Viewer): MusicState => music;
