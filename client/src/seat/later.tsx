import { type ComponentType, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '../design/spinner.tsx';
import { loadWords } from '../text/translation.ts';
import { Notice } from './notice.tsx';
import { usable } from './usable.ts';

/**
 * A part of a lesson whose code and words are fetched while people look at the page: they do not delay what is seen first,
 * and are there when the button is pressed.
 */
export function later(load: () => Promise<ComponentType>): ComponentType {
  let loading: Promise<{ default: ComponentType }> | undefined;
  let ready: ComponentType | undefined;
  const start = () => {
    loading ??= Promise.all([load(), loadWords('lesson')]).then(([component]) => {
      ready = component;
      return { default: component };
    });
    return loading;
  };
  const Loaded = lazy(start);
  void usable.then(start);
  return function Later() {
    // A lazy component is suspended even when its code is there, and React keeps what it then shows for 300 ms.
    const [Part] = useState<ComponentType>(() => ready ?? Loaded);
    return (
      <Suspense fallback={<Loading />}>
        <Part />
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
