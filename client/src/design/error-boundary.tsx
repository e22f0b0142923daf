import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';

/** Last net of a page: a broken component leaves a sentence and a button, never a white screen. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { t } = useTranslation();
  return (
    <Banner
      tone="danger"
      large
      testId="page-failed"
      action={<Button onClick={() => location.reload()}>{t('common.reload')}</Button>}
    >
      {t('common.pageFailed')}
    </Banner>
  );
}
