import type { LessonEntry } from '@tongke/signaling/protocol/lesson';
import { useEffect, useRef } from 'react';
import { useSeat } from './seat-context.tsx';

/** Calls the listener, always its latest, with each new entry of the lesson after it is folded. */
export function useEntries(listener: (entry: LessonEntry) => void): void {
  const { store } = useSeat().link;
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => store.onEntry((entry) => latest.current(entry)), [store]);
}
