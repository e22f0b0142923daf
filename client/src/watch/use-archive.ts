import type { ErrorCode } from '@tongke/signaling/protocol/lesson';
import { useEffect, useState } from 'react';
import { errorCodeOf } from '../api/error-code.ts';
import { type Archive, loadArchive } from './replay/load-archive.ts';

const againMs = 4_000;
/** Errors that waiting cannot mend. */
const final: readonly ErrorCode[] = ['badRequest', 'unsupportedMedia'];

export type ArchiveLoad =
  | { state: 'loading' }
  /** `notFound`: not written yet; `unavailable`: the line is down. Tried again by itself. */
  | { state: 'waiting'; code: ErrorCode }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'ready'; archive: Archive };

/** Loads an archive, waits for one that does not exist yet, and reads one that still grows again and again. */
export function useArchive(archivePath: string): ArchiveLoad {
  const [load, setLoad] = useState<ArchiveLoad>({ state: 'loading' });
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      try {
        const archive = await loadArchive(archivePath, stop.signal);
        setLoad({ state: 'ready', archive });
        if (archive.manifest.sealed) return;
      } catch (error) {
        if (stop.signal.aborted) return;
        const code = errorCodeOf(error);
        if (final.includes(code)) {
          setLoad({ state: 'failed', code });
          return;
        }
        // What plays goes on playing while the line is down.
        setLoad((known) => (known.state === 'ready' ? known : { state: 'waiting', code }));
      }
      timer = setTimeout(() => void ask(), againMs);
    };
    setLoad({ state: 'loading' });
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [archivePath]);
  return load;
}
