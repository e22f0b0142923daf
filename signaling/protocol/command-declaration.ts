import { z } from 'zod';
import { isId, type ParticipantId } from './ids.ts';

/**
 * `lesson`: decided by the lesson and kept in its log, exactly once, in the order of its participant's numbers.
 * `request`: about this connection only (media, clock); not kept, safe to repeat.
 * `volatile`: told to others as it comes, gathered, without an answer; not kept, and dropped first under load.
 */
type Kind = 'lesson' | 'request' | 'volatile';

const declare =
  <CommandKind extends Kind>(kind: CommandKind) =>
  <Result>() =>
  <Input extends z.ZodType>(input: Input) => ({ kind, input, result: undefined as Result });
/** Declares a command that the lesson decides: its result, then the schema of its input. */
export const command = declare('lesson');
/** Declares a request about one connection. */
export const request = declare('request');
/** Declares what is only told on: there is no result. */
export const volatile = declare('volatile')<null>();

/** An id of one kind. */
export const id = <T extends string>() => z.custom<T>((value) => typeof value === 'string' && isId(value));
/** Names a participant. */
export const participant = z.object({ participantId: id<ParticipantId>() });
