import { useEffect, useRef } from 'react';

const steps: Readonly<Record<string, 'previous' | 'next'>> = {
  PageUp: 'previous',
  ArrowLeft: 'previous',
  PageDown: 'next',
  ArrowRight: 'next',
};
/** What uses these keys itself. */
const ownKeys =
  'input, select, textarea, [contenteditable], [role="dialog"], [role="tablist"], [role="slider"], [role="menu"], [role="radiogroup"], video';

/** Turns pages by the keys that presenters have: Page Up, Page Down and the arrows. */
export function usePageKeys(turn: Record<'previous' | 'next', () => void>, target: Window = window): void {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = steps[event.key];
      if (!step || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      const isOwn = event.key.startsWith('Arrow') ? ownKeys : 'input, select, textarea, [role="dialog"]';
      // An element of another window is no instance of this one's classes.
      if ((event.target as Partial<Element> | null)?.closest?.(isOwn)) return;
      event.preventDefault();
      latest.current[step]();
    };
    // Before the rail's tabs, which would take Page Down for their last one.
    target.addEventListener('keydown', onKey, { capture: true });
    return () => target.removeEventListener('keydown', onKey, { capture: true });
  }, [target]);
}
