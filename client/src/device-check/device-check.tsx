import { DoorOpen, Speaker, Volume2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RoomAudioCheck } from '../audio/room-audio-check.tsx';
import { playTestSound } from '../core/devices/test-sound.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { LanguageSwitch } from '../design/language-switch.tsx';
import { OwnPicture } from '../seat/own-picture.tsx';
import { useSeat, useWatched } from '../seat/seat-context.tsx';
import styles from './device-check.module.css';
import { DeviceChoice } from './device-choice.tsx';
import { LevelMeter } from './level-meter.tsx';

/** Shown before joining: what the camera sees, what the microphone hears, whether the loudspeaker is heard. Joining is always possible. */
export function DeviceCheck({ onJoin }: { onJoin: () => void }) {
  const { t } = useTranslation();
  const { kept, capture, own } = useSeat();
  const { camera, microphone } = useWatched(capture.state);
  useEffect(() => {
    if (capture.state.get().microphone.name === 'off') void own.start();
  }, [capture, own]);
  return (
    <main className={styles.page} data-testid="device-check">
      <header className={styles.head}>
        <div>
          <p className={styles.role}>{t(`role.${kept.role}`)}</p>
          <h1>{kept.title}</h1>
        </div>
        <LanguageSwitch />
      </header>
      <div className={styles.columns}>
        <section className={styles.camera} aria-label={t('device.camera')}>
          <OwnPicture />
          <DeviceChoice kind="camera" />
          {camera.name === 'failed' && (
            <Banner tone="warning" testId="camera-advice">
              {t(`device.cameraFailed.${camera.failure}`)}
            </Banner>
          )}
        </section>
        <section className={styles.sound}>
          <div className={styles.step}>
            <DeviceChoice kind="microphone" />
            <LevelMeter track={microphone.name === 'on' ? microphone.track : null} />
            {microphone.name === 'failed' ? (
              <Banner tone="warning" testId="microphone-advice">
                {t(`device.microphoneFailed.${microphone.failure}`)}
              </Banner>
            ) : (
              <p className={styles.hint}>{t('device.speak')}</p>
            )}
          </div>
          <LoudspeakerTest />
          {kept.role === 'classroom' && <RoomAudioCheck />}
          <Button
            kind="primary"
            size="huge"
            wide
            icon={<DoorOpen aria-hidden="true" />}
            onClick={onJoin}
            testId="join"
            autoFocus
          >
            {t('device.join')}
          </Button>
        </section>
      </div>
    </main>
  );
}

function LoudspeakerTest() {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'playing' | 'failed'>('idle');
  const play = () => {
    setState('playing');
    playTestSound().then(
      () => setState('idle'),
      () => setState('failed'),
    );
  };
  return (
    <div className={styles.step}>
      <p className={styles.label}>
        <Speaker aria-hidden="true" /> {t('device.loudspeaker')}
      </p>
      <Button
        size="large"
        icon={<Volume2 aria-hidden="true" />}
        onClick={play}
        disabled={state === 'playing'}
        testId="test-sound"
        wide
      >
        {t(state === 'playing' ? 'device.playing' : 'device.play')}
      </Button>
      <p className={styles.hint}>{t(state === 'failed' ? 'device.playFailed' : 'device.heard')}</p>
    </div>
  );
}
