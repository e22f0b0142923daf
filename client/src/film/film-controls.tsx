import { type FilmFile, filmPosition, type Playback } from '@tongke/signaling/protocol/lesson';
import { CircleStop, Pause, Play, Volume2 } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useNow } from '../seat/use-now.ts';
import styles from './film-panel.module.css';
import { filmTime } from './films.ts';

/** Play and stand still, where it is, how loud it is, and off all screens. */
export function FilmControls({ file, playback }: { file: FilmFile; playback: Playback }) {
  const { t } = useTranslation();
  const { run, isBusy } = useCommand();
  const { volume } = useLesson().film;
  const now = useNow();
  const positionMs = filmPosition(playback, file.durationMs, now);
  const isPlaying = playback.state === 'playing';
  return (
    <section className={styles.controls} aria-label={t('film.controls')} data-testid="film-controls">
      <strong className={styles.name}>
        <span>{file.title || t('film.untitled')}</span>
      </strong>
      <div className={styles.actions}>
        <Button
          kind="primary"
          size="large"
          icon={isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
          disabled={isBusy}
          onClick={() => run(isPlaying ? 'film:pause' : 'film:play', {})}
          testId={isPlaying ? 'film-pause' : 'film-play'}
        >
          {t(isPlaying ? 'film.pause' : 'film.play')}
        </Button>
        <Button
          size="large"
          icon={<CircleStop aria-hidden="true" />}
          disabled={isBusy}
          onClick={() => run('film:hide', {})}
          testId="film-hide"
        >
          {t('film.hide')}
        </Button>
      </div>
      <Slider
        label={t('film.position')}
        words={`${filmTime(positionMs)} / ${filmTime(file.durationMs)}`}
        most={Math.max(1, Math.round(file.durationMs / 1_000))}
        value={Math.round(positionMs / 1_000)}
        onChosen={(seconds) => run('film:seek', { positionMs: seconds * 1_000 })}
        testId="film-position"
      />
      <Slider
        label={t('film.volume')}
        words={
          <>
            <Volume2 aria-hidden="true" size={18} /> {Math.round(volume * 100)}%
          </>
        }
        most={100}
        value={Math.round(volume * 100)}
        onChosen={(percent) => run('film:volume', { volume: percent / 100 })}
        testId="film-volume"
      />
    </section>
  );
}

/** How long after the last move of a slider's knob its place is meant. */
const meantAfterMs = 250;

/** Follows the lesson; while somebody moves it, it stays in the hand, and tells only where it was left. */
function Slider(props: {
  label: string;
  words: ReactNode;
  most: number;
  value: number;
  onChosen: (value: number) => void;
  testId: string;
}) {
  const { onChosen, value } = props;
  const [held, setHeld] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new callback is not a new place.
  useEffect(() => {
    if (held === null) return undefined;
    const timer = setTimeout(() => {
      setHeld(null);
      onChosen(held);
    }, meantAfterMs);
    return () => clearTimeout(timer);
  }, [held]);
  return (
    <label className={styles.slider}>
      <span className={styles.soft}>{props.words}</span>
      <input
        type="range"
        min={0}
        max={props.most}
        value={held ?? value}
        aria-label={props.label}
        onChange={(event) => setHeld(event.currentTarget.valueAsNumber)}
        data-testid={props.testId}
      />
    </label>
  );
}
