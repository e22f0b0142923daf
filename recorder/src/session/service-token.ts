import { createHmac } from 'node:crypto';

const lifeSeconds = 60;
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A recorder's own token to signaling: a JSON Web Token (RFC 7519, HS256 with the shared key) that lives for a minute. */
export function makeServiceToken(sharedKey: string, nowMs: number): string {
  const claims = { sub: 'recorder', exp: Math.floor(nowMs / 1000) + lifeSeconds };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', sharedKey).update(signed).digest('base64url')}`;
}
