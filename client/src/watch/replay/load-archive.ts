import { type ArchiveManifest, type LessonEntry, LessonError } from '@tongke/signaling/protocol/lesson';
import { request } from '../../api/request.ts';

/** A lesson's archive as its files say it. */
export interface Archive {
  /** Address of its folder, with a slash at its end. */
  baseUrl: string;
  manifest: ArchiveManifest;
  /** The public record, in order. */
  entries: LessonEntry[];
}

/**
 * Reads an archive's manifest and public events. `archivePath` is a web path of this server, as lessons give it.
 * Throws `LessonError`: `notFound` while there is none, `unsupportedMedia` for one of a later version, `unavailable`.
 */
export async function loadArchive(archivePath: string, signal?: AbortSignal): Promise<Archive> {
  const baseUrl = archiveUrl(archivePath);
  const options = signal ? { signal } : {};
  const manifest = await request<ArchiveManifest>(`${baseUrl}manifest.json`, options);
  if (manifest?.format !== 'tongke-archive' || manifest.version !== 1) {
    throw new LessonError('unsupportedMedia', 'not an archive that this page can read');
  }
  return { baseUrl, manifest, entries: await loadEntries(new URL(manifest.events.path, baseUrl), signal) };
}

function archiveUrl(archivePath: string): string {
  const url = new URL(archivePath.endsWith('/') ? archivePath : `${archivePath}/`, location.origin);
  // A link is anybody's text: it may name an archive here, and nothing else.
  if (url.origin !== location.origin || !url.pathname.startsWith('/archive/')) {
    throw new LessonError('badRequest', 'not the path of an archive');
  }
  return url.href;
}

async function loadEntries(url: URL, signal?: AbortSignal): Promise<LessonEntry[]> {
  let text: string;
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (response.status === 404) return [];
    if (!response.ok) throw new Error(`status ${response.status}`);
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new LessonError('unavailable', 'the events of the archive got no answer', { cause: error });
  }
  return parseEntries(text);
}

/** Reads one entry per line; what is torn, as the last line of a growing file may be, is left out. */
export function parseEntries(text: string): LessonEntry[] {
  return text.split('\n').flatMap((line): LessonEntry[] => {
    if (line.trim() === '') return [];
    try {
      const entry: LessonEntry = JSON.parse(line);
      return Number.isFinite(entry?.at) && typeof entry.event?.type === 'string' ? [entry] : [];
    } catch {
      return [];
    }
  });
}
