import type { Request } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { isId, limits } from '../../protocol/lesson.ts';
import type { Caller, Callers } from '../auth/caller.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Device } from '../catalogue/state.ts';
import type { Lessons } from '../lesson-host.ts';

/** What every handler works with. */
export interface HttpContext {
  lessons: Lessons;
  catalogue: Catalogue;
  tokens: Tokens;
  callers: Callers;
  /** How the rest of the process fares. */
  status: () => { sfu: 'up' | 'down'; recorders: number };
  version: string;
  now: () => number;
  logger: Logger;
}

/** Who may call a route: by nothing, an operator's token, a teacher's or operator's, a PC's credential, a recorder's token. */
export interface Callings {
  public: null;
  operator: Caller;
  organizer: Caller;
  device: Device;
  recorder: null;
}
export type Access = keyof Callings;

/** One documented way into the HTTP API. */
export interface Route {
  method: 'get' | 'post' | 'delete';
  path: string;
  summary: string;
  access: Access;
  input: z.ZodType | null;
  /** What it takes is short enough to be guessed: after too many wrong tries it is refused unseen. */
  guessable: boolean;
  handle: (call: { request: Request; input: unknown; caller: unknown }) => Promise<unknown>;
}

/** Declares a route; its handler gets the parsed body and the caller that its access promises. */
export function route<Kind extends Access, Input extends z.ZodType = z.ZodUndefined>(declared: {
  method: Route['method'];
  path: string;
  summary: string;
  access: Kind;
  input?: Input;
  guessable?: boolean;
  handle: (call: { request: Request; input: z.infer<Input>; caller: Callings[Kind] }) => Promise<unknown>;
}): Route {
  const { input = null, guessable = false } = declared;
  return { ...declared, input, guessable, handle: declared.handle as Route['handle'] };
}

/** Control characters, and those that turn the direction of the text around them. */
const unfit = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/** A name as people give it: trimmed, composed, one line, 1 to 80 characters. */
export const nameSchema = z
  .string()
  .max(4 * limits.nameLength)
  .transform((value) => value.normalize('NFC').trim())
  .refine((value) => value.length >= 1 && value.length <= limits.nameLength && !unfit.test(value), 'not a name');

export const idSchema = z.string().refine(isId, 'not an id');
