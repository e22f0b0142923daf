import { createHmac, hkdfSync, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import {
  type ClassroomId,
  classroomId,
  isId,
  LessonError,
  type LessonId,
  type LinkName,
  lessonId,
  limits,
} from '../../protocol/lesson.ts';
import { sameSecret } from './secret.ts';

const issuer = 'tongke';
const algorithm = 'HS256';
const audiences = { link: 'tongke-link', access: 'tongke-access' } as const;

export interface LinkClaims {
  lessonId: LessonId;
  link: LinkName;
  /** Void when the lesson's generation of this link is higher. */
  generation: number;
}
/** What the QR code on a classroom's screen lets: to answer as one of its pupils. */
export interface AnswerClaims {
  lessonId: LessonId;
  classroomId: ClassroomId;
  /** Of the classroom's link: revoking that voids the code. */
  generation: number;
}
export interface AccessClaims {
  /** Names the access, which the catalogue knows until it is revoked. */
  accessId: string;
  teacherName: string;
}

/** Life of a link to a teacher's own lessons page: a school year. */
const accessLifeMs = 400 * 24 * 3_600_000;
/** Life of a classroom's code for answering: a school day; the end of the lesson voids it sooner. */
const answerLifeMs = 24 * 3_600_000;
/** What a service token may still have to live, with a minute for clocks that differ. */
const serviceLifeMs = 120_000;

const linkSchema = z.object({
  lessonId: z.string().refine(isId),
  link: z.union([
    z.enum(['teacher', 'coteacher', 'assistant', 'inspector', 'audience']),
    z.templateLiteral(['classroom:', z.string().refine(isId)]),
  ]),
  generation: z.number().int().min(0),
});
const accessSchema = z.object({
  scope: z.literal('teacher'),
  accessId: z.string().refine(isId),
  teacherName: z.string(),
});

/** Signs and checks what stands in links: JSON Web Tokens (RFC 7519) with HMAC-SHA-256, each for one purpose. */
export class Tokens {
  readonly #linkKey: Uint8Array;
  readonly #accessKey: Uint8Array;
  readonly #answerKey: Uint8Array;
  readonly #serviceKey: Uint8Array;
  readonly #now: () => number;

  /**
   * All nodes that share the key (64 hexadecimal characters) make and take the same tokens. Keys of each purpose are derived
   * (RFC 5869). Throws for a key of another form, which anybody could guess.
   */
  constructor(sharedKey: string, now: () => number = Date.now) {
    if (!/^[0-9a-f]{64}$/i.test(sharedKey)) throw new Error('the shared key must be 64 hexadecimal characters');
    this.#now = now;
    const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', sharedKey, '', purpose, 32));
    this.#linkKey = derive(audiences.link);
    this.#accessKey = derive(audiences.access);
    this.#answerKey = derive('tongke-answer');
    this.#serviceKey = new TextEncoder().encode(sharedKey);
  }

  signLink(claims: LinkClaims, issuedAt: number): Promise<string> {
    return this.#sign(this.#linkKey, audiences.link, { ...claims }, issuedAt, limits.linkLifeMs);
  }

  /** Throws LessonError `linkExpired` or `unauthorized`. Whether it was revoked, the lesson knows. */
  async checkLink(token: string): Promise<LinkClaims> {
    const claims = await this.#check(token, this.#linkKey, audiences.link, linkSchema);
    return { ...claims, lessonId: lessonId(claims.lessonId) };
  }

  /**
   * A classroom's code: short, for it is read from a screen some metres away, and so no JSON Web Token. Its parts and 128
   * bits of HMAC-SHA-256 over them.
   */
  signAnswer({ lessonId: lesson, classroomId: classroom, generation }: AnswerClaims, issuedAt: number): string {
    const expires = Math.floor((issuedAt + answerLifeMs) / 1000).toString(36);
    const claims = `${lesson}.${classroom}.${generation}.${expires}`;
    return `${claims}.${this.#answerMark(claims)}`;
  }

  /** Throws LessonError `linkExpired` or `unauthorized`. Whether it still holds, the lesson knows. */
  checkAnswer(token: string): AnswerClaims {
    const end = token.lastIndexOf('.');
    const claims = token.slice(0, Math.max(0, end));
    const [lesson = '', classroom = '', generation = '', expires = ''] = claims.split('.');
    const genuine = sameSecret(token.slice(end + 1), this.#answerMark(claims));
    if (!genuine || !isId(lesson) || !isId(classroom)) throw new LessonError('unauthorized', 'not a valid code');
    if (Number.parseInt(expires, 36) * 1000 <= this.#now()) throw new LessonError('linkExpired', 'expired');
    return { lessonId: lessonId(lesson), classroomId: classroomId(classroom), generation: Number(generation) };
  }

  #answerMark(claims: string): string {
    return createHmac('sha256', this.#answerKey).update(claims).digest().subarray(0, 16).toString('base64url');
  }

  signAccess(claims: AccessClaims, issuedAt: number): Promise<string> {
    return this.#sign(this.#accessKey, audiences.access, { scope: 'teacher', ...claims }, issuedAt, accessLifeMs);
  }

  /** Throws LessonError `linkExpired` or `unauthorized`. Whether it was revoked, the catalogue knows. */
  async checkAccess(token: string): Promise<AccessClaims> {
    return await this.#check(token, this.#accessKey, audiences.access, accessSchema);
  }

  /** A recorder process's own short-lived token. Throws LessonError `unauthorized`. */
  async checkService(token: unknown): Promise<void> {
    try {
      const { payload } = await jwtVerify(String(token), this.#serviceKey, {
        algorithms: [algorithm],
        subject: 'recorder',
        requiredClaims: ['exp'],
        currentDate: new Date(this.#now()),
      });
      if ((payload.exp ?? 0) * 1000 - this.#now() > serviceLifeMs) throw new Error('lives too long');
    } catch (cause) {
      throw new LessonError('unauthorized', 'not a service token', { cause });
    }
  }

  async #sign(
    key: Uint8Array,
    audience: string,
    claims: Record<string, unknown>,
    issuedAt: number,
    lifeMs: number,
  ): Promise<string> {
    return await new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(issuer)
      .setAudience(audience)
      .setJti(randomUUID())
      .setIssuedAt(Math.floor(issuedAt / 1000))
      .setExpirationTime(Math.floor((issuedAt + lifeMs) / 1000))
      .sign(key);
  }

  async #check<Claims extends z.ZodType>(
    token: string,
    key: Uint8Array,
    audience: string,
    claims: Claims,
  ): Promise<z.infer<Claims>> {
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [algorithm],
        issuer,
        audience,
        requiredClaims: ['exp', 'jti'],
        currentDate: new Date(this.#now()),
      });
      return claims.parse(payload);
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw new LessonError('linkExpired', 'expired', { cause });
      throw new LessonError('unauthorized', 'not a valid token', { cause });
    }
  }
}
