import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Both ends of a control link prove that they hold the shared key, without sending it: each answers the other's nonce.
 *
 * 1. signaling connects with `auth: { nonce }` (its own, 32 random bytes, base64url);
 * 2. the sfu sends `challenge { nonce, proof }` where proof = {@link handshakeProof}(key, 'sfu', signalingNonce, sfuNonce);
 * 3. signaling checks it and emits `prove { proof }` with role 'signaling' and the same nonces, answered `true`;
 * 4. only then does the sfu accept requests and send events. A wrong proof, or none within 5 s, closes the link.
 */
export function handshakeProof(
  key: string,
  role: 'sfu' | 'signaling',
  signalingNonce: string,
  sfuNonce: string,
): string {
  return createHmac('sha256', key).update(`${role}|${signalingNonce}|${sfuNonce}`).digest('base64url');
}

/** Compares two proofs in constant time. */
export function sameProof(expected: string, received: unknown): boolean {
  if (typeof received !== 'string') return false;
  const [a, b] = [Buffer.from(expected), Buffer.from(received)];
  return a.length === b.length && timingSafeEqual(a, b);
}
