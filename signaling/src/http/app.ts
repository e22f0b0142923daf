import express, { type Express, type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { LessonError, limits } from '../../protocol/lesson.ts';
import { archiveFiles } from './archive-files.ts';
import { bearerOf } from './bearer.ts';
import { deviceRoutes } from './devices.ts';
import { failureHandler } from './failure.ts';
import { healthRoutes } from './health.ts';
import { lessonRoutes } from './lessons.ts';
import { openApi } from './openapi.ts';
import { clientPages } from './pages.ts';
import { type Access, type HttpContext, type Route, route } from './route.ts';
import { schoolRoutes } from './schools.ts';
import { seatRoutes } from './seats.ts';

const bodyLimit = '64kb';
const wrongCredentials = new Set(['unauthorized', 'linkExpired', 'linkRevoked']);

/** Every documented route. */
export function allRoutes(context: HttpContext): Route[] {
  const routes = [healthRoutes, schoolRoutes, lessonRoutes, seatRoutes, deviceRoutes].flatMap((make) => make(context));
  const document: Route = route({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This document.',
    access: 'public',
    handle: async () => openApi([...routes, document], context.version),
  });
  return [...routes, document];
}

/** The HTTP side of signaling: API, archives and pages. */
export function createHttpApp(context: HttpContext, folders: { dataDir: string; clientDist: string }): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  app.use(securityHeaders());
  app.use(archiveFiles(folders.dataDir));
  app.use('/api', rateLimit());
  app.use(express.json({ limit: bodyLimit, strict: true }));
  const wrong = new RateLimiterMemory({
    points: limits.wrongCredentialsPerWindow,
    duration: limits.wrongCredentialsWindowMs / 1000,
  });
  for (const each of allRoutes(context)) app[each.method](each.path, serve(context, each, wrong));
  app.use('/api', () => {
    throw new LessonError('notFound', 'no such route');
  });
  app.use(clientPages(folders.clientDist));
  app.use(() => {
    throw new LessonError('notFound', 'not found');
  });
  app.use(failureHandler(context.logger));
  return app;
}

function serve(context: HttpContext, declared: Route, wrong: RateLimiterMemory): RequestHandler {
  return async (request, response) => {
    const address = request.ip ?? 'unknown';
    const spent = async () => ((await wrong.get(address))?.remainingPoints ?? 1) <= 0;
    if (declared.guessable && (await spent())) throw tooManyGuesses();
    try {
      const caller = await authenticate(context, declared.access, request);
      const input = declared.input ? parse(declared, request.body) : undefined;
      const answer = await declared.handle({ request, input, caller });
      response.setHeader('Cache-Control', 'no-store');
      response.json(answer);
    } catch (error) {
      const isGuess = error instanceof LessonError && (wrongCredentials.has(error.code) || declared.guessable);
      // A right credential still passes: others behind the same address are not locked out.
      if (isGuess && (await spent())) throw tooManyGuesses();
      if (isGuess) await wrong.consume(address).catch(() => {});
      throw error;
    }
  };
}

const tooManyGuesses = () => new LessonError('tooMany', 'too many wrong credentials');

async function authenticate({ callers, tokens }: HttpContext, access: Access, request: Request): Promise<unknown> {
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
      return callers.device(bearerOf(request));
    case 'recorder':
      await tokens.checkService(bearerOf(request));
      return null;
  }
}

function parse({ input }: Route, body: unknown): unknown {
  const parsed = input?.safeParse(body);
  if (parsed?.success) return parsed.data;
  const issue = parsed?.error.issues[0];
  throw new LessonError(
    'badRequest',
    issue ? `${issue.path.map(String).join('.') || 'body'}: ${issue.code}` : 'malformed',
  );
}

function rateLimit(): RequestHandler {
  const limiter = new RateLimiterMemory({ points: limits.httpRequestsPerWindow, duration: limits.httpWindowMs / 1000 });
  return async (request, response, next) => {
    try {
      await limiter.consume(request.ip ?? 'unknown');
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      response.setHeader('Retry-After', Math.ceil(refused.msBeforeNext / 1000));
      throw new LessonError('tooMany', 'too many requests');
    }
    next();
  };
}

function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        // Served over plain HTTP on this machine, and with a certificate of its own elsewhere.
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}
