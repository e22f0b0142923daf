import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '../design/spinner.tsx';
import { Notice } from './notice.tsx';

/**
 * A component whose code is fetched after the first paint, while people look at the page: it does not delay what they see
 * first, and is there when they press the button.
 */
export function later(load: () => Promise<ComponentType>): ComponentType {
  let loading: Promise<{ default: ComponentType }> | undefined;
  const start = () => {
    loading ??= load().then((component) => ({ default: component }));
    return loading;
  };
  const Loaded = lazy(start);
  requestAnimationFrame(() => setTimeout(() => void start(), 0));
  return function Later() {
    return (
      <Suspense fallback={<Loading />}>
        <Loaded />
      </Suspense>
    );
  };
}

function Loading() {
  const { t } = useTranslation();
  return (
    <Notice title={t('seat.connecting')} testId="loading">
      <Spinner label={t('common.loading')} />
    </Notice>
  );
}
