import express, { type Request, type RequestHandler, type Response } from 'express';
import { type ErrorCode, LessonError } from '../../protocol/lesson.ts';
import { bearerOf } from './bearer.ts';
import { addressKey } from './rate-limits.ts';
import type { Access, Route, RouteContext } from './route.ts';

const wrongCredential: ReadonlySet<ErrorCode> = new Set(['unauthorized', 'linkExpired', 'linkRevoked']);

/** Serves a declared route: tells who calls, reads and checks the body, handles, answers. */
export function serveRoute(context: RouteContext, declared: Route): RequestHandler {
  const readBody = express.json({ limit: declared.bodyLengthBytes, strict: true });
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    try {
      const caller = await authenticate(context, declared.access, request);
      const input = declared.input ? parse(declared.input, await bodyOf(readBody, request, response)) : undefined;
      const answer = await declared.handle({ request, input, caller });
      if (declared.answerType === 'application/json') response.json(answer);
      else response.type(`${declared.answerType}; charset=utf-8`).send(answer);
    } catch (error) {
      const given = request.headers.authorization !== undefined || declared.access === 'public';
      if (given && error instanceof LessonError && wrongCredential.has(error.code)) {
        await context.rates.wrongCredentials.take(addressKey(request.ip));
      }
      throw error;
    }
  };
}

async function authenticate({ callers, tokens }: RouteContext, access: Access, request: Request): Promise<unknown> {
  switch (access) {
    case 'public':
      return null;
    case 'organizer':
      return await callers.organizer(bearerOf(request));
    case 'operator': {
      const caller = await callers.organizer(bearerOf(request));
      if (caller.kind !== 'operator') throw new LessonError('forbidden', 'only the operator');
      return caller;
    }
    case 'device':
      return await callers.device(bearerOf(request));
    case 'seat':
      bearerOf(request);
      return null;
    case 'recorder':
      await tokens.checkService(bearerOf(request));
      return null;
  }
}

/** The body; an empty object when there is none. */
function bodyOf(readBody: RequestHandler, request: Request, response: Response): Promise<unknown> {
  return new Promise((resolve, reject) => {
    void readBody(request, response, (error?: unknown) => (error ? reject(error) : resolve(request.body ?? {})));
  });
}

function parse(input: NonNullable<Route['input']>, body: unknown): unknown {
  const parsed = input.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.map(String).join('.').slice(0, 80) || 'body';
  throw new LessonError('badRequest', `${where}: ${issue?.code ?? 'malformed'}`);
}
