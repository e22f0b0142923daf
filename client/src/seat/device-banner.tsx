import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceKind } from '../core/devices/capture.ts';
import type { DeviceFailure } from '../core/devices/device-failure.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { type OwnDevice, useOwn } from './use-own.ts';

/** Long enough to be read aloud; the buttons and the own picture go on saying it. */
const shownForMs = 20_000;

/** Says in one sentence what a device of this seat lacks and what to do; then gives the picture free again. */
export function DeviceBanner() {
  const camera = useOwn('camera');
  const microphone = useOwn('microphone');
  return (
    <>
      {camera.device.name === 'failed' && (
        <Failure key={camera.device.failure} kind="camera" own={camera} failure={camera.device.failure} />
      )}
      {microphone.device.name === 'failed' && (
        <Failure
          key={microphone.device.failure}
          kind="microphone"
          own={microphone}
          failure={microphone.device.failure}
        />
      )}
    </>
  );
}

function Failure({ kind, own, failure }: { kind: DeviceKind; own: OwnDevice; failure: DeviceFailure }) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), shownForMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <Banner
      tone="warning"
      testId={`device-failed-${kind}`}
      action={
        <>
          <Button onClick={own.toggle} testId={`device-retry-${kind}`}>
            {t('common.retry')}
          </Button>
          <Button
            kind="quiet"
            icon={<X aria-hidden="true" />}
            aria-label={t('common.close')}
            onClick={() => setShown(false)}
            testId={`device-close-${kind}`}
          />
        </>
      }
    >
      {t(`device.${kind}Failed.${failure}`)}
    </Banner>
  );
}
