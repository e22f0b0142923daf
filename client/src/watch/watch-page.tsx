import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { linkedMoment } from './linked-moment.ts';
import { ReplayLater } from './replay-later.ts';
import { SeatWatch } from './seat-watch.tsx';
import { WatchNotice } from './watch-notice.tsx';

const onHash = (listener: () => void) => {
  const onChange = () => {
    // Another link opened in the same window: begin anew with it.
    if (new URLSearchParams(location.hash.slice(1)).has('t')) location.reload();
    else listener();
  };
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
};

/** Watches a lesson: `#a=` an archive's path, with `at=` from that second on, `#t=` a link's token, `#s=` a seat that this device keeps. */
export function WatchPage() {
  const { t } = useTranslation();
  const hash = new URLSearchParams(useSyncExternalStore(onHash, () => location.hash).slice(1));
  const archivePath = hash.get('a');
  if (archivePath) return <ReplayLater key={archivePath} archivePath={archivePath} atMs={linkedMoment(hash)} />;
  if (hash.has('t') || hash.has('s')) return <SeatWatch />;
  return <WatchNotice title={t('watch.noLink')} words={t('watch.noLinkWords')} testId="watch-no-link" />;
}
