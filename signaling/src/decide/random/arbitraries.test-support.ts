import fc from 'fast-check';
import { cast } from '../cast.test-support.ts';
import type { Actor, Command } from '../command.ts';

/** Somebody gives a command. */
export type Given = { kind: 'give'; actor: Actor; command: Command };

export const always = <T>(value: T) => fc.constant(value);
export const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
export const given = (actor: Actor, command: Command): Given => ({ kind: 'give', actor, command });

export const anyone = fc.constantFrom(...cast);
export const anyClassroom = fc.constantFrom(...cast.filter(({ role }) => role === 'classroom'));
export const anySeat = fc.oneof(often(4, anyClassroom), anyone);
/** Few rooms and the teacher speak most, so that what is said of a track often finds it. */
export const anySpeaker = fc.oneof(
  often(6, fc.constantFrom(...cast.filter(({ participantId }) => /room[012]|teacher/.test(participantId)))),
  often(1, anyClassroom),
);
export const anyLeader = fc.constantFrom(...cast.filter(({ role }) => role === 'teacher' || role === 'assistant'));
export const anyDevice = fc.constantFrom('device-a', 'device-b');

/** Something that a feature's people do, and how often. */
export type WeightedGiven = ReturnType<typeof often<Given>>;
