import { hkdfSync } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { classroomId, LessonError, lessonId, limits } from '../../protocol/lesson.ts';
import { Tokens } from './tokens.ts';

const sharedKey = 'ab'.repeat(32);
let now = Date.parse('2026-11-23T08:00:00Z');
const tokens = new Tokens(sharedKey, () => now);
const claims = { lessonId: lessonId('abc'), link: 'classroom:k-1', generation: 2 } as const;
const keyOf = (purpose: string) => new Uint8Array(hkdfSync('sha256', sharedKey, '', purpose, 32));
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code,
  );
/** A token like ours, with something changed. */
const like = (change: Record<string, unknown>, key = keyOf('tongke-link'), alg = 'HS256') => {
  const iat = Math.floor(now / 1000);
  const payload = { ...claims, iss: 'tongke', aud: 'tongke-link', jti: 'x', iat, exp: iat + 60, ...change };
  return new SignJWT(JSON.parse(JSON.stringify(payload))).setProtectedHeader({ alg }).sign(key);
};

test('a link says what it was made for, on every node that shares the key', async () => {
  const token = await tokens.signLink(claims, now);
  expect(await new Tokens(sharedKey, () => now).checkLink(token)).toEqual(claims);
  expect(await codeOf(new Tokens('cd'.repeat(32), () => now).checkLink(token))).toBe('unauthorized');
});

test('a link expires, and says so', async () => {
  const token = await tokens.signLink(claims, now);
  const later = new Tokens(sharedKey, () => now + limits.linkLifeMs + 1_000);
  expect(await codeOf(later.checkLink(token))).toBe('linkExpired');
});

test('tokens of another purpose, maker, algorithm or form open nothing', async () => {
  expect(await codeOf(tokens.checkLink(await like({})))).toBe('accepted');
  const forged = {
    access: await tokens.signAccess({ accessId: 'a', teacherName: '王' }, now),
    audience: await like({ aud: 'tongke-access' }),
    issuer: await like({ iss: 'somebody' }),
    otherKey: await like({}, keyOf('tongke-access')),
    sharedKeyItself: await like({}, new TextEncoder().encode(sharedKey)),
    algorithm: await like({}, keyOf('tongke-link'), 'HS512'),
    noExpiry: await like({ exp: undefined }),
    noId: await like({ jti: undefined }),
    recorder: await like({ link: 'recorder' }),
    lesson: await like({ lessonId: '../x' }),
    generation: await like({ generation: -1 }),
    unsigned: new UnsecuredJWT({ ...claims, jti: 'x' })
      .setIssuer('tongke')
      .setAudience('tongke-link')
      .setExpirationTime('1h')
      .encode(),
    garbage: 'not.a.token',
  };
  for (const [name, token] of Object.entries(forged)) {
    expect([name, await codeOf(tokens.checkLink(token))]).toEqual([name, 'unauthorized']);
  }
  expect(await codeOf(tokens.checkAccess(await tokens.signLink(claims, now)))).toBe('unauthorized');
});

test("a service token is short, a recorder's, and of the shared key", async () => {
  const service = (subject: string, lifeS: number | null, key = sharedKey) => {
    const token = new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(subject);
    if (lifeS !== null) token.setExpirationTime(Math.floor(now / 1000) + lifeS);
    return token.sign(new TextEncoder().encode(key));
  };
  expect(await codeOf(tokens.checkService(await service('recorder', 60)))).toBe('accepted');
  expect(await codeOf(tokens.checkService(await service('recorder', -1)))).toBe('unauthorized');
  expect(await codeOf(tokens.checkService(await service('recorder', 3_600)))).toBe('unauthorized');
  expect(await codeOf(tokens.checkService(await service('recorder', null)))).toBe('unauthorized');
  expect(await codeOf(tokens.checkService(await service('teacher', 60)))).toBe('unauthorized');
  expect(await codeOf(tokens.checkService(await service('recorder', 60, 'x'.repeat(64))))).toBe('unauthorized');
  for (const odd of [undefined, null, 7, {}, '']) expect(await codeOf(tokens.checkService(odd))).toBe('unauthorized');
});

test('a teacher’s access outlives a school year and no longer', async () => {
  const token = await tokens.signAccess({ accessId: 'a', teacherName: '王老师' }, now);
  expect(await tokens.checkAccess(token)).toMatchObject({ accessId: 'a', teacherName: '王老师' });
  now += 401 * 24 * 3_600_000;
  expect(await codeOf(tokens.checkAccess(token))).toBe('linkExpired');
});

test('a shared key that anybody could guess is refused', () => {
  for (const key of ['', 'short', 'z'.repeat(64)]) expect(() => new Tokens(key)).toThrow('64 hexadecimal');
});

test("a classroom's code is short, holds for a school day, and cannot be changed or made with another key", () => {
  const issuedAt = 1_800_000_000_000;
  const given = { lessonId: lessonId('lesson-1'), classroomId: classroomId('room-1'), generation: 2 };
  const node = (at: number, key = sharedKey) => new Tokens(key, () => at);
  const code = node(issuedAt).signAnswer(given, issuedAt);
  expect(code.length).toBeLessThan(60);
  expect(node(issuedAt).checkAnswer(code)).toEqual(given);
  const refusal = (check: () => unknown) => {
    try {
      return check();
    } catch (error) {
      return error instanceof LessonError ? error.code : error;
    }
  };
  expect(refusal(() => node(issuedAt + 24 * 3_600_000).checkAnswer(code))).toBe('linkExpired');
  expect(refusal(() => node(issuedAt, 'cd'.repeat(32)).checkAnswer(code))).toBe('unauthorized');
  const forged = [code.replace('room-1', 'room-2'), code.replace('.2.', '.3.'), code.slice(0, -1), '', '.', '....'];
  for (const changed of forged)
    expect(
      refusal(() => node(issuedAt).checkAnswer(changed)),
      changed,
    ).toBe('unauthorized');
});
