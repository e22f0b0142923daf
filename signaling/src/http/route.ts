import type { Request } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Caller, Callers } from '../auth/caller.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Device } from '../catalogue/state.ts';
import type { Directory } from '../directory/directory.ts';
import type { HealingParts } from '../healing/healing-parts.ts';
import type { ArchiveJobs } from '../jobs/archive-jobs.ts';
import type { Lessons } from '../lesson-host.ts';
import type { MaterialStore } from '../materials/material-store.ts';
import type { Reviews } from '../review/reviews.ts';
import type { RateLimits } from './rate-limits.ts';

/** What the HTTP side of signaling stands on. */
export interface HttpContext {
  lessons: Lessons;
  catalogue: Catalogue;
  directory: Directory;
  jobs: ArchiveJobs;
  tokens: Tokens;
  callers: Callers;
  materials: MaterialStore;
  healing: HealingParts;
  reviews: Reviews;
  /** How the rest of the process fares. */
  status: () => { sfu: 'up' | 'down'; recorders: number };
  version: string;
  now: () => number;
  logger: Logger;
}
/** What every handler works with. */
export interface RouteContext extends HttpContext {
  rates: RateLimits;
}

/**
 * Who may call a route: anybody, the operator, operators and teachers, a paired PC, the holder of a seat key or of one
 * that runs the lesson (which the handler checks, for it needs the lesson), a recorder process.
 */
export interface Callings {
  public: null;
  operator: Caller;
  organizer: Caller;
  device: Device;
  seat: null;
  leader: null;
  recorder: null;
}
export type Access = keyof Callings;

/** One documented way into the HTTP API. */
export interface Route {
  method: 'get' | 'post' | 'delete';
  path: string;
  summary: string;
  access: Access;
  /** What the body must be; null when it is not read. */
  input: z.ZodType | null;
  /** What is answered with 200. */
  answer: z.ZodType;
  /** How it is answered: JSON unless said otherwise; text is answered as it is. */
  answerType: 'application/json' | 'text/csv';
  /** The longest body that is read. */
  bodyLengthBytes: number;
  handle: (call: { request: Request; input: unknown; caller: unknown }) => Promise<unknown>;
}

const usualBodyLengthBytes = 64 * 1024;

/** Declares a route; its handler gets the parsed body and the caller that its access promises, and owes the answer. */
export function route<
  Kind extends Access,
  Answer extends z.ZodType,
  Input extends z.ZodType = z.ZodUndefined,
>(declared: {
  method: Route['method'];
  path: string;
  summary: string;
  access: Kind;
  input?: Input;
  answer: Answer;
  answerType?: Route['answerType'];
  bodyLengthBytes?: number;
  handle: (call: {
    request: Request;
    input: z.infer<Input>;
    caller: Callings[Kind];
  }) => Promise<Readonly<z.input<Answer>>>;
}): Route {
  return {
    bodyLengthBytes: usualBodyLengthBytes,
    answerType: 'application/json',
    ...declared,
    input: declared.input ?? null,
    handle: declared.handle as Route['handle'],
  };
}

/** The answer of what has nothing to say. */
export const nothing = z.object({});
