import { type ArchiveManifest, type LessonEntry, LessonError } from '@tongke/signaling/protocol/lesson';
import { request } from '../../api/request.ts';

/** A lesson's archive as its files say it. */
export interface Archive {
  /** Address of its folder, with a slash at its end. */
  baseUrl: string;
  manifest: ArchiveManifest;
  /** The public record, in order. The same array while nothing is added. */
  entries: readonly LessonEntry[];
  /** When these files were asked for: whatever was there then is in here. By `performance.now()`. */
  askedAt: number;
}

/**
 * Address of an archive's folder. `archivePath` is a web path of this server, as lessons give it.
 * Throws `LessonError` `badRequest` for anything else.
 */
export function archiveUrl(archivePath: string): string {
  const url = new URL(archivePath.endsWith('/') ? archivePath : `${archivePath}/`, location.origin);
  // A link is anybody's text: it may name an archive here, and nothing else.
  if (url.origin !== location.origin || !url.pathname.startsWith('/archive/')) {
    throw new LessonError('badRequest', 'not the path of an archive');
  }
  return url.href;
}

/** A long lesson's manifest takes a while over a thin line; its newest part is small, and soon too old to wait for. */
const timeoutsMs = { 'manifest.json': 30_000, 'live.json': 4_000 } as const;

/**
 * Reads a manifest, or the newest part of one. Throws `LessonError`: `notFound` while there is none, `unsupportedMedia` for one of a
 * later version, `unavailable`.
 */
export async function loadManifest(
  baseUrl: string,
  name: 'manifest.json' | 'live.json',
  signal: AbortSignal,
): Promise<ArchiveManifest> {
  const manifest = await request<ArchiveManifest | null>(`${baseUrl}${name}`, { signal, timeoutMs: timeoutsMs[name] });
  // A server may cut off a file that was replaced by a longer one while it was sent.
  if (manifest === null) throw new LessonError('unavailable', 'half a manifest');
  if (manifest.format !== 'tongke-archive' || manifest.version !== 1) {
    throw new LessonError('unsupportedMedia', 'not an archive that this page can read');
  }
  return manifest;
}
