import { useEffect, useLayoutEffect, useRef } from 'react';

/** Puts the focus back where it was when a dialog opened: on the button that opened it, if that is still there. */
export function useFocusReturn(open: boolean): void {
  const opener = useRef<Element | null>(null);
  // Before the dialog takes the focus, which it does after all layout.
  useLayoutEffect(() => {
    if (open) opener.current = document.activeElement;
  }, [open]);
  useEffect(() => {
    if (!open) return;
    return () => {
      setTimeout(() => {
        const isFree = document.activeElement === null || document.activeElement === document.body;
        if (isFree && opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
      }, 0);
    };
  }, [open]);
}
