import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { exposeStats } from '../core/stats/expose-stats.ts';
import { momentOf } from './moment-link.ts';
import type { Archive } from './replay/load-archive.ts';
import { ReplayPlayer } from './replay/replay-player.ts';
import type { ReplayView } from './replay/replay-view.ts';

/** A player for an archive, and what it shows now. Null for the first moment. */
export function useReplay(archive: Archive): { player: ReplayPlayer; view: ReplayView } | null {
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
  // A link may name a moment: the one that opened the page, and one that is followed within it.
  useEffect(() => {
    const follow = () => {
      const moment = momentOf(location.hash);
      if (moment !== null) player?.seek(moment);
    };
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [player]);
  const view = useSyncExternalStore(
    (listener) => player?.onChange(listener) ?? (() => {}),
    () => player?.view ?? null,
  );
  return player && view ? { player, view } : null;
}
