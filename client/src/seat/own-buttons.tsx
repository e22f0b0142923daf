import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeviceKind } from '../core/devices/capture.ts';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import styles from './own-buttons.module.css';
import { type OwnDevice, useOwn } from './use-own.ts';
import { useShortcuts } from './use-shortcuts.ts';

const keys = { microphone: 'M', camera: 'V' };

/** Opens and closes the microphone. Shows whether it is open, never only what was wished. */
export const MicrophoneButton = () => <OwnButton kind="microphone" />;

/** Opens and closes the camera. */
export const CameraButton = () => <OwnButton kind="camera" />;

function OwnButton({ kind }: { kind: DeviceKind }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const own = useOwn(kind);
  const state = stateOf(own);
  const words = t(`own.${kind}.${state}`);
  const toggle = () => {
    if (state === 'forbidden') return;
    own.toggle();
    announce(t(`own.${kind}.${state === 'open' ? 'closed' : 'opening'}`));
  };
  useShortcuts({ [keys[kind]]: toggle });
  const [On, Off] = kind === 'microphone' ? [Mic, MicOff] : [Video, VideoOff];
  return (
    <Button
      size="large"
      kind={state === 'open' ? 'primary' : 'secondary'}
      className={`${styles.own} ${state === 'open' ? '' : styles.closed}`}
      icon={state === 'open' ? <On aria-hidden="true" /> : <Off aria-hidden="true" />}
      aria-pressed={state === 'open'}
      disabled={state === 'forbidden'}
      shortcut={keys[kind]}
      tip={t(`own.${kind}.${state === 'open' ? 'close' : 'tryOpen'}`, { key: keys[kind] })}
      onClick={toggle}
      testId={`toggle-${kind}`}
      data-state={state}
    >
      {words}
    </Button>
  );
}

function stateOf({
  isOpen,
  isWanted,
  isAllowed,
  device,
}: OwnDevice): 'open' | 'closed' | 'opening' | 'failed' | 'forbidden' {
  if (isOpen) return 'open';
  if (!isAllowed) return 'forbidden';
  if (device.name === 'failed') return 'failed';
  return isWanted ? 'opening' : 'closed';
}
