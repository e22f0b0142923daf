import express, { type Express, type RequestHandler } from 'express';
import { LessonError } from '../../protocol/lesson.ts';
import { accessRoutes } from './access.ts';
import { answerRoutes } from './answers.ts';
import { archiveFiles } from './archive-files.ts';
import { deviceRoutes } from './devices.ts';
import { earlierDeckRoutes } from './earlier-decks.ts';
import { failureHandler } from './failure.ts';
import { healingRoutes } from './healing.ts';
import { healthRoutes } from './health.ts';
import { helpLineRoutes } from './help-line.ts';
import { jobRoutes } from './jobs.ts';
import { learningRoutes } from './learning.ts';
import { lessonRoutes } from './lessons.ts';
import { linkRoutes } from './links.ts';
import { materialFiles } from './material-files.ts';
import { materialRoutes } from './materials.ts';
import { openApiRoute } from './openapi.ts';
import { clientPages } from './pages.ts';
import { pairingRoutes } from './pairing.ts';
import { addressKey, type RateLimit, RateLimits } from './rate-limits.ts';
import { reviewRoutes } from './reviews.ts';
import { rosterRoutes } from './rosters.ts';
import type { HttpContext, Route, RouteContext } from './route.ts';
import { schoolRoutes } from './schools.ts';
import { seatRosterRoutes } from './seat-rosters.ts';
import { seatRoutes } from './seats.ts';
import { securityHeaders } from './security-headers.ts';
import { serveRoute } from './serve-route.ts';
import { summaryRoutes } from './summary.ts';

const features = [
  healthRoutes,
  accessRoutes,
  schoolRoutes,
  rosterRoutes,
  seatRosterRoutes,
  helpLineRoutes,
  lessonRoutes,
  linkRoutes,
  seatRoutes,
  pairingRoutes,
  deviceRoutes,
  answerRoutes,
  earlierDeckRoutes,
  summaryRoutes,
  learningRoutes,
  reviewRoutes,
  materialRoutes,
  jobRoutes,
  healingRoutes,
];

/** Every route of the API, each documented by its own declaration. */
export function allRoutes(context: RouteContext): Route[] {
  const routes = features.flatMap((make) => make(context));
  return [...routes, openApiRoute(routes, context.version)];
}

/** The HTTP side of signaling: API, archives and pages. */
export function createHttpApp(context: HttpContext, folders: { dataDir: string; clientDist: string }): Express {
  const rates = new RateLimits();
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', false);
  // A proxy on this machine says for whom it asks.
  app.set('trust proxy', 'loopback');
  app.use(securityHeaders());
  app.use(limited(rates));
  for (const declared of allRoutes({ ...context, rates })) {
    app[declared.method](declared.path, serveRoute({ ...context, rates }, declared));
  }
  app.use('/api', () => {
    throw new LessonError('notFound', 'no such route');
  });
  app.use(archiveFiles(folders.dataDir));
  app.use(materialFiles(context.materials));
  app.use(clientPages(folders.clientDist));
  app.use(() => {
    throw new LessonError('notFound', 'not found');
  });
  app.use(failureHandler(context.logger));
  return app;
}

/** Which limit a path counts against. A school's phones are many behind one address, and each waits for its next question. */
function limitOf(rates: RateLimits, path: string): RateLimit {
  if (/^\/api\/answers(\/|$)/i.test(path)) return rates.answerAddresses;
  return /^\/api(\/|$)/i.test(path) ? rates.api : rates.files;
}

const limited =
  (rates: RateLimits): RequestHandler =>
  async (request, _response, next) => {
    await limitOf(rates, request.path).take(addressKey(request.ip));
    next();
  };
