import { Volume2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import styles from './loudspeakers.module.css';
import { useSeat, useWatched } from './seat-context.tsx';

/**
 * Plays every sound that arrives. Where the browser wants a click first, one large button asks for it, and a click or key
 * anywhere will do.
 */
export function Loudspeakers() {
  const { t } = useTranslation();
  const received = useWatched(useSeat().desk.received);
  const [isBlocked, setBlocked] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const sounds = [...received.values()].filter((track) => track.kind === 'audio');
  const playAll = () => {
    setBlocked(false);
    for (const audio of box.current?.querySelectorAll('audio') ?? []) {
      audio.play().catch((error: unknown) => setBlocked(isRefusal(error)));
    }
  };
  const play = useRef(playAll);
  play.current = playAll;
  useEffect(() => {
    if (!isBlocked) return undefined;
    const onGesture = () => play.current();
    window.addEventListener('pointerdown', onGesture);
    window.addEventListener('keydown', onGesture);
    return () => {
      window.removeEventListener('pointerdown', onGesture);
      window.removeEventListener('keydown', onGesture);
    };
  }, [isBlocked]);
  return (
    <div ref={box}>
      {sounds.map(({ trackId, participantId, source, stream }) => (
        <Sound
          key={trackId}
          stream={stream}
          testId={`audio-${source}-${participantId}`}
          onBlocked={() => setBlocked(true)}
        />
      ))}
      {isBlocked && (
        <div className={styles.blocked}>
          <Button
            kind="primary"
            size="huge"
            icon={<Volume2 aria-hidden="true" />}
            onClick={playAll}
            testId="play-sound"
          >
            {t('seat.playSound')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Sound(props: { stream: MediaStream; testId: string; onBlocked: () => void }) {
  const audio = useRef<HTMLAudioElement>(null);
  const { stream } = props;
  const onBlocked = useRef(props.onBlocked);
  onBlocked.current = props.onBlocked;
  useEffect(() => {
    const element = audio.current;
    if (!element) return undefined;
    element.srcObject = stream;
    element.play().catch((error: unknown) => {
      if (isRefusal(error)) onBlocked.current();
    });
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  // biome-ignore lint/a11y/useMediaCaption: live speech has no captions yet.
  return <audio ref={audio} autoPlay data-testid={props.testId} />;
}

const isRefusal = (error: unknown) => error instanceof DOMException && error.name === 'NotAllowedError';
