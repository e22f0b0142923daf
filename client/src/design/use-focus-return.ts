import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * Remembers what had the focus when a dialog opened. The answer is for the dialog's `onCloseAutoFocus`: it puts the
 * focus back there, if that is still on the page and nothing else has taken it.
 */
export function useFocusReturn(open: boolean): (event: Event) => void {
  const opener = useRef<Element | null>(null);
  // Before the dialog takes the focus, which it does after all layout.
  useLayoutEffect(() => {
    if (open) opener.current = document.activeElement;
  }, [open]);
  return useCallback((event: Event) => {
    event.preventDefault();
    const { activeElement } = document;
    const isFree = activeElement === null || activeElement === document.body;
    if (isFree && opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
  }, []);
}
