import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ReplayPage } from './replay-page.tsx';
import { WatchNotice } from './watch-notice.tsx';

const onHash = (listener: () => void) => {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
};

/** Watches a lesson: `#a=` an archive's path. */
export function WatchPage() {
  const { t } = useTranslation();
  const hash = new URLSearchParams(useSyncExternalStore(onHash, () => location.hash).slice(1));
  const archivePath = hash.get('a');
  if (archivePath) return <ReplayPage key={archivePath} archivePath={archivePath} />;
  return <WatchNotice title={t('watch.noLink')} words={t('watch.noLinkWords')} testId="watch-no-link" />;
}
