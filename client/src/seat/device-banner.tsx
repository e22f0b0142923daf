import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { useOwn } from './use-own.ts';

/** Says in one sentence what a device of this seat lacks and what to do; the lesson goes on without it. */
export function DeviceBanner() {
  const { t } = useTranslation();
  const camera = useOwn('camera');
  const microphone = useOwn('microphone');
  const failed = [
    { kind: 'camera' as const, own: camera },
    { kind: 'microphone' as const, own: microphone },
  ].flatMap(({ kind, own }) => (own.device.name === 'failed' ? [{ kind, own, failure: own.device.failure }] : []));
  return failed.map(({ kind, own, failure }) => (
    <Banner
      key={kind}
      tone="warning"
      testId={`device-failed-${kind}`}
      action={
        <Button onClick={own.toggle} testId={`device-retry-${kind}`}>
          {t('common.retry')}
        </Button>
      }
    >
      {t(`device.${kind}Failed.${failure}`)}
    </Banner>
  ));
}
