import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { Banner, type Tone } from './banner.tsx';
import styles from './toast.module.css';

const shownForMs = 6_000;
const shownAtMost = 3;

interface Toast {
  id: number;
  tone: Tone;
  words: ReactNode;
}

type Show = (tone: Tone, words: ReactNode) => void;
const ToastContext = createContext<Show>(() => {});

/** Shows a sentence for six seconds: what was done, or why it was refused. */
export const useToast = (): Show => useContext(ToastContext);

/** Holds the toasts of a page. `mountPage` puts it around every page. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const lastId = useRef(0);
  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running) clearTimeout(timer);
    };
  }, []);
  const show = useCallback<Show>((tone, words) => {
    lastId.current += 1;
    const id = lastId.current;
    setToasts((shown) => [...shown, { id, tone, words }].slice(-shownAtMost));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setToasts((shown) => shown.filter((toast) => toast.id !== id));
    }, shownForMs);
    timers.current.add(timer);
  }, []);
  const list = useMemo(
    () =>
      toasts.map(({ id, tone, words }) => (
        <li key={id} className={styles.toast}>
          <Banner tone={tone} testId="toast">
            {words}
          </Banner>
        </li>
      )),
    [toasts],
  );
  return (
    <ToastContext value={show}>
      {children}
      <ul className={styles.toasts}>{list}</ul>
    </ToastContext>
  );
}
