import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '../api/error-code.ts';
import { useToast } from '../design/toast.tsx';

/** Runs one action at a time: says that it is under way, and shows the sentence of its refusal. */
export function useAction(): [boolean, (act: () => Promise<void>) => Promise<void>] {
  const { t } = useTranslation();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const run = useCallback(
    async (act: () => Promise<void>) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      try {
        await act();
      } catch (error) {
        toast('danger', t(`error.${errorCodeOf(error)}`));
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [t, toast],
  );
  return [busy, run];
}
