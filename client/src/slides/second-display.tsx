import { type ReactNode, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { Watched } from '../core/watched.ts';
import { useLesson, useWatched } from '../seat/seat-context.tsx';
import styles from './second-display.module.css';
import { SlidesPlace } from './slides-place.tsx';
import { useDecks } from './use-decks.ts';
import { usePageKeys } from './use-page-keys.ts';

const opened = new Watched<Window | null>(null);

/** Whether a window for the projector is open. */
export const useSecondDisplay = (): boolean => useWatched(opened) !== null;

/** Opens a window for the projector, or closes it. False when the browser does not let a window open. */
export function toggleSecondDisplay(): boolean {
  const present = opened.get();
  if (present) {
    present.close();
    opened.set(null);
    return true;
  }
  const made = window.open('', 'tongke-second-display', 'popup,width=1280,height=720');
  if (!made) return false;
  // A window of a former page of ours may still be there.
  made.document.head.replaceChildren();
  made.document.body.replaceChildren();
  made.addEventListener('pagehide', () => opened.set(null));
  opened.set(made);
  return true;
}

/** The window for the projector: only the page that all screens show, drawn by this page, without a seat of its own. */
export function SecondDisplay() {
  const shown = useWatched(opened);
  return shown ? <Projected target={shown} /> : null;
}

function Projected({ target }: { target: Window }) {
  const { facts, slides } = useLesson();
  const title = facts?.title ?? '';
  const { previous, next } = useDecks();
  const [isDressed, setDressed] = useState(false);
  usePageKeys({ previous, next }, target);
  useEffect(() => {
    dress(target.document, title);
    setDressed(true);
    const close = () => target.close();
    window.addEventListener('pagehide', close);
    return () => window.removeEventListener('pagehide', close);
  }, [target, title]);
  if (!isDressed) return null;
  const content: ReactNode =
    slides.shown === null ? <h1 className={styles.title}>{title}</h1> : <SlidesPlace isOnlySeen />;
  return createPortal(
    <main className={styles.screen} data-testid="second-display">
      {content}
    </main>,
    target.document.body,
  );
}

/** Gives another window this page's look. */
function dress(page: Document, title: string): void {
  page.title = title;
  page.documentElement.lang = document.documentElement.lang;
  page.documentElement.dataset.theme = 'dark';
  if (page.head.querySelector('style, link')) return;
  for (const sheet of document.head.querySelectorAll('style, link[rel="stylesheet"]')) {
    const copy = page.importNode(sheet, true);
    // Addresses of an empty window are resolved from nowhere.
    if (sheet instanceof HTMLLinkElement) copy.setAttribute('href', sheet.href);
    page.head.append(copy);
  }
}
