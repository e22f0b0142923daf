import { useTranslation } from 'react-i18next';
import type { ReviewDoor } from '../api/review-api.ts';
import { Spinner } from '../design/spinner.tsx';
import { DeletedNotice, deletionOf } from './deleted-notice.tsx';
import { ReplayScreen } from './replay-screen.tsx';
import { useArchive } from './use-archive.ts';
import { WatchNotice } from './watch-notice.tsx';

/** Watches an archive by its path, from a moment on; waits for one that is still being written. `door`: to its review. */
export function ReplayPage(props: { archivePath: string; atMs: number | null; door?: ReviewDoor | undefined }) {
  const { archivePath, atMs, door } = props;
  const { t } = useTranslation();
  const load = useArchive(archivePath);
  switch (load.state) {
    case 'loading':
      return (
        <WatchNotice title={t('watch.loading')} testId="watch-loading">
          <Spinner label={t('watch.loading')} />
        </WatchNotice>
      );
    case 'waiting': {
      const absent = load.code === 'notFound';
      return (
        <WatchNotice
          title={t(absent ? 'watch.notYet' : 'watch.lineDown')}
          words={t(absent ? 'watch.notYetWords' : 'watch.lineDownWords')}
          testId="watch-waiting"
        />
      );
    }
    case 'failed':
      return <WatchNotice title={t('watch.failed')} words={t(`error.${load.code}`)} testId="watch-failed" />;
    case 'ready': {
      const { manifest } = load.archive;
      const deletion = deletionOf(manifest);
      if (deletion) return <DeletedNotice title={manifest.title} deletion={deletion} />;
      return <ReplayScreen archive={load.archive} atMs={atMs} door={door} />;
    }
  }
}
