import type { PageRef } from '@tongke/signaling/protocol/lesson';
import { useEffect, useRef } from 'react';
import type { InkDesk } from '../core/ink/ink-desk.ts';

/** Ctrl+Z undoes and Ctrl+Y (or Ctrl+Shift+Z) does again what was drawn on a page; not while somebody types. Null: neither. */
export function useUndoKeys(desk: InkDesk, page: PageRef | null): void {
  const latest = useRef(page);
  latest.current = page;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = latest.current;
      if (!at || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea, [role="dialog"]'))
        return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      desk.give(key === 'y' || event.shiftKey ? 'ink:redo' : 'ink:undo', at);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [desk]);
}
