import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '../design/spinner.tsx';
import { loadWords } from '../text/translation.ts';
import { WatchNotice } from './watch-notice.tsx';

/** A component whose code, and what a lesson says, are fetched when it is first shown. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded = lazy(async () => {
    const [component] = await Promise.all([load(), loadWords('lesson')]);
    return { default: component as ComponentType<object> };
  });
  return function Later(props: Props) {
    return (
      <Suspense fallback={<Loading />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}

function Loading() {
  const { t } = useTranslation();
  return (
    <WatchNotice title={t('watch.loading')} testId="watch-loading">
      <Spinner label={t('watch.loading')} />
    </WatchNotice>
  );
}
