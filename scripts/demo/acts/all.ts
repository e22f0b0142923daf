import type { Teaching } from '../story.ts';
import { ink } from './ink.ts';
import { question } from './question.ts';
import { slides } from './slides.ts';
import { stage, timeBox } from './stage.ts';

/** A lesson with everything that a lesson may have, in the order in which it is taught. */
export const everything: Teaching = {
  taught: [slides, ink, stage, question, timeBox],
  closing: [],
};
