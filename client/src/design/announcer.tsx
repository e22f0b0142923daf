import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import styles from './visually-hidden.module.css';

type Announce = (words: string) => void;
const AnnouncerContext = createContext<Announce>(() => {});

/** Says a sentence to screen readers: what a key has just done. */
export const useAnnounce = (): Announce => useContext(AnnouncerContext);

/** The page's one polite live region. `mountPage` puts it around every page. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ words: '', count: 0 });
  const announce = useCallback<Announce>((words) => setSaid(({ count }) => ({ words, count: count + 1 })), []);
  return (
    <AnnouncerContext value={announce}>
      {children}
      <div className={styles.hidden} role="status" aria-live="polite" data-testid="announcer">
        {/* A new element each time: the same sentence twice is read twice. */}
        <span key={said.count}>{said.words}</span>
      </div>
    </AnnouncerContext>
  );
}
