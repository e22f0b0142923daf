import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { exposeStats } from '../core/stats/expose-stats.ts';
import type { Archive } from './replay/load-archive.ts';
import { ReplayPlayer } from './replay/replay-player.ts';
import type { ReplayView } from './replay/replay-view.ts';

/** A player for an archive, and what it shows now; it goes to `atMs` when that is set or changes. Null for the first moment. */
export function useReplay(archive: Archive, atMs: number | null): { player: ReplayPlayer; view: ReplayView } | null {
  const [player, setPlayer] = useState<ReplayPlayer | null>(null);
  const latest = useRef(archive);
  latest.current = archive;
  const { baseUrl } = archive;
  useEffect(() => {
    // A player belongs to one folder; what changes inside it comes by `update`.
    const made = new ReplayPlayer({ ...latest.current, baseUrl });
    const hide = exposeStats(async () => made.stats());
    setPlayer(made);
    return () => {
      hide();
      made.close();
    };
  }, [baseUrl]);
  useEffect(() => player?.update(archive), [player, archive]);
  useEffect(() => {
    if (atMs !== null) player?.seek(atMs);
  }, [player, atMs]);
  const view = useSyncExternalStore(
    (listener) => player?.onChange(listener) ?? (() => {}),
    () => player?.view ?? null,
  );
  return player && view ? { player, view } : null;
}
