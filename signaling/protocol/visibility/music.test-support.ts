import type { MusicEvents } from '../music.ts';
import { everyone, type Rows } from './rows.test-support.ts';

export const musicRows: Rows<keyof MusicEvents> = {
  musicModeSet: [{ event: { type: 'musicModeSet', on: true }, seenBy: everyone }],
};
