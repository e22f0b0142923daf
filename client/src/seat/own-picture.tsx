import { useTranslation } from 'react-i18next';
import type { DeviceFailure } from '../core/devices/device-failure.ts';
import { Picture } from './picture.tsx';
import { useLesson, useSeat } from './seat-context.tsx';
import { useOwn } from './use-own.ts';

/** What this seat's camera sees, mirrored as in a looking glass; or a sentence that says why it sees nothing. */
export function OwnPicture({ fill = false }: { fill?: boolean }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { participants } = useLesson();
  const { device, stream, isWanted } = useOwn('camera');
  const words = (() => {
    if (device.name === 'failed') return t(`device.cameraShort.${device.failure satisfies DeviceFailure}`);
    if (device.name === 'starting') return t('device.starting');
    return isWanted && device.name === 'on' ? null : t('own.camera.closed');
  })();
  return (
    <Picture
      participantId={kept.participantId}
      name={participants[kept.participantId]?.name ?? ''}
      source="camera"
      stream={stream}
      placeholder={words}
      caption={<span>{t('own.picture')}</span>}
      mirrored
      fill={fill}
      fit={fill ? 'contain' : 'cover'}
    />
  );
}
