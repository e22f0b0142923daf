import { LessonError, type LessonId, type MaterialId, type SeatGrantAnswer } from '@tongke/signaling/protocol/lesson';
import { z } from 'zod';
import { makeServiceToken } from './service-token.ts';

const timeoutMs = 5_000;
const materialMs = 60_000;
const grantSchema = z.object({ participantId: z.string(), seatKey: z.string() });

/** Where signaling is, and the right to speak with it. */
export class Signaling {
  readonly url: string;
  readonly #sharedKey: string;
  readonly #recorderName: string | undefined;

  /** `recorderName` tells this recorder from others. */
  constructor(url: string, sharedKey: string, recorderName?: string) {
    this.#recorderName = recorderName;
    this.url = url;
    this.#sharedKey = sharedKey;
  }

  /** For one connection or request: lives for a minute. */
  token(): string {
    return makeServiceToken(this.#sharedKey, Date.now());
  }

  /** A file of a lesson; null when there is none. Throws when it cannot be had now. */
  async material(id: MaterialId): Promise<Buffer | null> {
    const response = await fetch(new URL(`/materials/${id}`, this.url), { signal: AbortSignal.timeout(materialMs) });
    if (response.status === 404) return null;
    if (!response.ok) throw new LessonError('unavailable', `signaling gave no file: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** The recorder's seat in a lesson; a former key of the seat is void. Throws LessonError: `notFound` for a lesson that does not exist. */
  async takeSeat(lessonId: LessonId, signal: AbortSignal): Promise<Pick<SeatGrantAnswer, 'participantId' | 'seatKey'>> {
    const response = await fetch(new URL('/api/recorder/seats', this.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ lessonId, name: this.#recorderName }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (response.status === 404) throw new LessonError('notFound', 'signaling knows no such lesson');
    const grant = grantSchema.safeParse(await response.json().catch(() => null));
    if (!response.ok || !grant.success) {
      throw new LessonError('unavailable', `signaling gave no seat: ${response.status}`);
    }
    return grant.data as Pick<SeatGrantAnswer, 'participantId' | 'seatKey'>;
  }
}
