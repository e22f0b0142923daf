import { isIPv4, isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { healingLimits, LessonError, limits, reviewLimits } from '../../protocol/lesson.ts';

/** A page is many files, and a school is many PCs behind one address. */
const filesPerRequest = 5;
/** Codes for screens, from one address in the life of a code. */
const codesPerLife = 60;

/** Lets each key pass so often in each window; counts in this process only. */
export class RateLimit {
  readonly #limiter: RateLimiterMemory;
  readonly #points: number;

  constructor(points: number, windowMs: number) {
    this.#points = points;
    this.#limiter = new RateLimiterMemory({ points, duration: windowMs / 1000 });
  }

  /** Counts one. Throws LessonError `tooMany` when that is over the limit; its cause tells for how long. */
  async take(key: string): Promise<void> {
    try {
      await this.#limiter.consume(key);
    } catch (cause) {
      throw cause instanceof RateLimiterRes ? tooMany(cause) : cause;
    }
  }

  /** Counts nothing. Throws LessonError `tooMany` when the key has used up what it may. */
  async check(key: string): Promise<void> {
    const used = await this.#limiter.get(key);
    if (used && used.consumedPoints >= this.#points) throw tooMany(used);
  }
}

const tooMany = (cause: RateLimiterRes) => new LessonError('tooMany', 'too many; come back later', { cause });

/** Seconds until a `tooMany` is over; undefined for any other error. */
export function retryAfterSeconds(error: unknown): number | undefined {
  const cause = error instanceof LessonError ? error.cause : undefined;
  return cause instanceof RateLimiterRes ? Math.max(1, Math.ceil(cause.msBeforeNext / 1000)) : undefined;
}

/** The limits of the HTTP door. Keys are {@link addressKey}s unless they say otherwise. */
export class RateLimits {
  readonly api = new RateLimit(limits.httpRequestsPerWindow, limits.httpWindowMs);
  /** Pupils' devices, of all classrooms of a school. */
  readonly answerAddresses = new RateLimit(limits.answerRequestsPerWindow, limits.httpWindowMs);
  /** One pupil's device, by its classroom and its own id. */
  readonly answers = new RateLimit(limits.answersPerDevice, limits.httpWindowMs);
  /** Pages, archives and health. */
  readonly files = new RateLimit(filesPerRequest * limits.httpRequestsPerWindow, limits.httpWindowMs);
  /** Tokens, keys and credentials that are not one. A right one passes all the same: a school may share one address. */
  readonly wrongCredentials = new RateLimit(limits.wrongCredentialsPerWindow, limits.wrongCredentialsWindowMs);
  /** What one seat brings for an archive. */
  readonly healingParts = new RateLimit(healingLimits.partsPerWindow, healingLimits.windowMs);
  /** Changes to one lesson's review by one reviewer. */
  readonly reviewChanges = new RateLimit(reviewLimits.changesPerWindow, reviewLimits.windowMs);
  /** Asking for a code to be shown on a screen. */
  readonly pairingCodes = new RateLimit(codesPerLife, limits.pairingCodeMs);
  /** Codes that are not one, by who typed them in. Six digits can be guessed: over the limit a right one is refused as well. */
  readonly wrongPairingCodes = new RateLimit(limits.wrongCredentialsPerWindow, limits.pairingCodeMs);
}

/** What stands for an address in the limits: an IPv4 address, or the /64 network that an IPv6 host has to itself. */
export function addressKey(address: string | undefined): string {
  const bare = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return 'unknown';
  const [left = '', right] = bare.toLowerCase().split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [head, tail] = [groups(left), groups(right ?? '')];
  const zeros = right === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const network = [...head, ...Array.from({ length: zeros }, () => '0'), ...tail].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
