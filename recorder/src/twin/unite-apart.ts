import { doApart } from '../apart/do-apart.ts';
import type { LateHealing } from '../late/heal-late.ts';
import type { Union } from './unite.ts';

export interface ToUniteProcess {
  archivesPath: string;
  /** `twin`: what it has is put into its archive; `late`: what came late is put into the archive itself. */
  kind: 'twin' | 'late';
  /** The folder that the twin's, or the archive's, lies in, and its name. */
  place: string;
  name: string;
  keyFile: string;
}

/** Puts what is elsewhere into an archive, in a process of its own, which may be killed at any moment. Rejects as {@link doApart} does. */
export const uniteApart = (order: ToUniteProcess, signal: AbortSignal): Promise<Union | LateHealing> =>
  doApart(new URL('unite-process.ts', import.meta.url), order, { signal, patienceMs: 0, what: 'union' });
