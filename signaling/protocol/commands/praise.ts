import { z } from 'zod';
import { command, id } from '../command-declaration.ts';
import type { ClassroomId } from '../ids.ts';

const classroom = z.object({ classroomId: id<ClassroomId>() });

/** Stars and applause. */
export const praiseCommands = {
  /** Gives a classroom a star. A second one at once is taken for a double click. */
  'praise:give': command<{ stars: number }>()(classroom),
  /** Takes the last star back. */
  'praise:takeBack': command<{ stars: number }>()(classroom),
  /** Claps. More than a few in a second are one applause: not each is counted. */
  'praise:applaud': command<{ counted: boolean }>()(z.object({})),
};
