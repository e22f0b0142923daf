/** A number whose device has not been heard for this long may be taken by another device. */
const claimMs = 60_000;
/** Claims that are kept at most; the oldest go first. */
const claimsAtMost = 200_000;

/**
 * Which device answers for which pupil: the first that took the number, as long as it is heard from. Kept by this process
 * alone; another node, or the next start, knows of none.
 */
export class PupilClaims {
  readonly #now: () => number;
  readonly #claims = new Map<string, { deviceId: string; heardAt: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes or keeps a number. False while another device has it. */
  take(classroom: string, pupil: string, deviceId: string): boolean {
    const key = `${classroom} ${pupil}`;
    const now = this.#now();
    const held = this.#claims.get(key);
    if (held && held.deviceId !== deviceId && now - held.heardAt < claimMs) return false;
    this.#claims.delete(key);
    this.#claims.set(key, { deviceId, heardAt: now });
    if (this.#claims.size > claimsAtMost) for (const oldest of this.#claims.keys()) return this.#claims.delete(oldest);
    return true;
  }
}
