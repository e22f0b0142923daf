import './tokens.css';
import './base.css';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { prepareTranslation, type WordGroup } from '../text/translation.ts';
import { AnnouncerProvider } from './announcer.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { keptRoomLight, showFor } from './room-light.ts';
import { ToastProvider } from './toast.tsx';

/**
 * Renders a page into `#page` with everything that every page has: language, toasts, announcements, a last net.
 * `words`: what it says from the beginning. `theme`: `dark` for screens with moving pictures, unless their room is
 * bright; `light` for lists and forms.
 */
export async function mountPage(theme: 'light' | 'dark', words: readonly WordGroup[], page: ReactNode): Promise<void> {
  if (theme === 'dark') showFor(keptRoomLight() ?? 'dark');
  else document.documentElement.dataset.theme = theme;
  const translation = await prepareTranslation(...words);
  const element = document.getElementById('page');
  if (!element) throw new Error('the page has no #page');
  createRoot(element).render(
    <StrictMode>
      <I18nextProvider i18n={translation}>
        <AnnouncerProvider>
          <ToastProvider>
            <ErrorBoundary>{page}</ErrorBoundary>
          </ToastProvider>
        </AnnouncerProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}
