import { type ArchiveManifest, LessonError } from '@tongke/signaling/protocol/lesson';
import { request } from '../../api/request.ts';
import type { KeptSeat } from '../seat/kept-seats.ts';
import type { KeptName } from './edge-messages.ts';
import type { FramesPart } from './healing-parts.ts';

/** What the server knows of a seat's lesson. */
export interface HealingState {
  archivePath: string | null;
  sealed: boolean;
  /** Names of the seat's parts that wait for a recorder. */
  parts: string[];
}

/** What the server is asked for, for one seat. Throws a `LessonError`, and the signal's reason. */
export interface HealingApi {
  state(): Promise<HealingState>;
  manifest(archivePath: string): Promise<ArchiveManifest>;
  bring(name: KeptName, part: FramesPart): Promise<void>;
  complete(): Promise<void>;
}

export function healingApi({ lessonId, seatKey }: KeptSeat, signal: AbortSignal): HealingApi {
  const own = { bearer: seatKey, headers: { 'x-lesson': lessonId }, signal };
  const post = (path: string, body: object) =>
    request<void>(`/api/healing/${path}`, { ...own, method: 'POST', body, timeoutMs: 60_000 });
  return {
    state: () => request<HealingState>('/api/healing', own),
    manifest: (path) => request<ArchiveManifest>(`${path}manifest.json`, { signal, timeoutMs: 60_000 }),
    bring: ({ trackId, layer }, { partId, frames }) => post('parts', { partId, trackId, layer, frames }),
    complete: () => post('complete', {}),
  };
}

/** Whether a refusal may be none later on. */
export const isPassing = (error: unknown): boolean =>
  error instanceof LessonError && ['unavailable', 'internal', 'tooMany', 'diskFull'].includes(error.code);

/** Whether nothing will ever be taken of this seat: its lesson or its right is gone. */
export const isGone = (error: unknown): boolean =>
  error instanceof LessonError && ['unauthorized', 'forbidden', 'notFound'].includes(error.code);

/** Whether no more is taken of a seat now. */
export const isEnough = (error: unknown): boolean => error instanceof LessonError && error.code === 'tooLarge';
