import { AudioLines } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomSound } from '../core/audio/room-sound.ts';
import { Button } from '../design/button.tsx';
import { useSeat, useWatched } from '../seat/seat-context.tsx';
import styles from './room-audio-check.module.css';

type State = { name: 'idle' | 'hearing' | 'failed' } | { name: 'done'; sound: RoomSound };

/** Plays a chirp, hears it, and says in one sentence what to do. */
export function RoomAudioCheck() {
  const { t } = useTranslation();
  const { microphone } = useWatched(useSeat().capture.state);
  const [state, setState] = useState<State>({ name: 'idle' });
  const hear = async () => {
    setState({ name: 'hearing' });
    try {
      const { hearRoom } = await import('./hear-room.ts');
      const deviceId = microphone.name === 'on' ? microphone.track.getSettings().deviceId : undefined;
      setState({ name: 'done', sound: await hearRoom(deviceId) });
    } catch {
      setState({ name: 'failed' });
    }
  };
  return (
    <div className={styles.check}>
      <Button
        size="large"
        wide
        icon={<AudioLines aria-hidden="true" />}
        onClick={() => void hear()}
        disabled={state.name === 'hearing'}
        testId="room-audio-check"
      >
        {t(state.name === 'hearing' ? 'audio.hearing' : 'audio.check')}
      </Button>
      <p
        role="status"
        className={state.name === 'done' && state.sound.advice === 'fine' ? styles.good : styles.words}
        data-testid="room-audio-advice"
        data-advice={state.name === 'done' ? state.sound.advice : state.name}
      >
        {state.name === 'failed' && t('audio.failed')}
        {state.name === 'done' && t(`audio.advice.${state.sound.advice}`)}
        {state.name === 'done' && state.sound.delayMs !== null && (
          <small>
            {t('audio.figures', {
              delay: Math.round(state.sound.delayMs),
              level: Math.round(state.sound.levelDb ?? 0),
            })}
          </small>
        )}
      </p>
    </div>
  );
}
