import {
  ListVideo,
  Maximize,
  Minimize,
  NotebookPen,
  Pause,
  Play,
  RotateCcw,
  RotateCw,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Spinner } from '../design/spinner.tsx';
import { formatTime } from './format-time.ts';
import { LiveControls } from './live-controls.tsx';
import { MomentButton } from './moment-button.tsx';
import type { ReplayPlayer } from './replay/replay-player.ts';
import type { ReplayView } from './replay/replay-view.ts';
import styles from './replay-controls.module.css';
import { ViewChooser } from './view-chooser.tsx';

/** Speeds that are offered. */
export const rates: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** Everything that one can do with a replay, below its timeline. */
export function ReplayControls(props: {
  player: ReplayPlayer;
  view: ReplayView;
  /** Address of the archive's folder. */
  baseUrl: string;
  fullScreen: boolean;
  onFullScreen: () => void;
  /** What stands beside the picture. */
  beside: 'marks' | 'review' | null;
  onBeside: (what: 'marks' | 'review') => void;
  /** Whether the viewer takes part in the lesson's review. */
  withReview: boolean;
}) {
  const { t } = useTranslation();
  const { player, view } = props;
  const wants = view.state === 'playing' || view.state === 'buffering';
  const silent = view.muted || view.volume === 0;
  return (
    <div className={styles.controls}>
      <Button
        kind="primary"
        size="large"
        icon={wants ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        onClick={() => (wants ? player.pause() : player.play())}
        aria-label={wants ? t('watch.pause') : t('watch.play')}
        shortcut="Space"
        testId="replay-play"
        data-state={view.state}
      />
      <Button
        kind="quiet"
        icon={<RotateCcw aria-hidden="true" />}
        onClick={() => player.seek(view.positionMs - 10_000)}
        aria-label={t('watch.back')}
        testId="replay-back"
      />
      <Button
        kind="quiet"
        icon={<RotateCw aria-hidden="true" />}
        onClick={() => player.seek(view.positionMs + 10_000)}
        aria-label={t('watch.forward')}
        testId="replay-forward"
      />
      <span className={styles.time} data-testid="replay-position">
        {formatTime(view.positionMs)} <small>/ {formatTime(view.endMs)}</small>
      </span>
      {view.live && <LiveControls player={player} live={view.live} />}
      <span className={styles.waiting}>{view.state === 'buffering' && <Spinner label={t('watch.buffering')} />}</span>
      <span className={styles.spring} />
      <Button
        kind="quiet"
        icon={silent ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
        onClick={() => player.setVolume(view.volume === 0 ? 1 : view.volume, !silent)}
        aria-label={silent ? t('watch.unmute') : t('watch.mute')}
        shortcut="M"
        testId="replay-mute"
      />
      <input
        className={styles.volume}
        type="range"
        min={0}
        max={100}
        value={view.muted ? 0 : Math.round(view.volume * 100)}
        onChange={(event) => player.setVolume(event.currentTarget.valueAsNumber / 100, false)}
        aria-label={t('watch.volume')}
        data-testid="replay-volume"
      />
      <select
        className={styles.rate}
        value={view.rate}
        onChange={(event) => player.setRate(Number(event.currentTarget.value))}
        aria-label={t('watch.rate')}
        data-testid="replay-rate"
      >
        {rates.map((rate) => (
          <option key={rate} value={rate}>
            {t('watch.rateTimes', { rate })}
          </option>
        ))}
      </select>
      <ViewChooser player={player} view={view} />
      <MomentButton baseUrl={props.baseUrl} positionMs={view.positionMs} />
      <Button
        kind="quiet"
        icon={<ListVideo aria-hidden="true" />}
        onClick={() => props.onBeside('marks')}
        aria-label={t('watch.marks')}
        aria-pressed={props.beside === 'marks'}
        testId="replay-marks-toggle"
      >
        <span className={styles.label}>{t('watch.marks')}</span>
      </Button>
      {props.withReview && (
        <Button
          kind="quiet"
          icon={<NotebookPen aria-hidden="true" />}
          onClick={() => props.onBeside('review')}
          aria-label={t('review.open')}
          aria-pressed={props.beside === 'review'}
          testId="review-toggle"
        >
          <span className={styles.label}>{t('review.open')}</span>
        </Button>
      )}
      <Button
        kind="quiet"
        icon={props.fullScreen ? <Minimize aria-hidden="true" /> : <Maximize aria-hidden="true" />}
        onClick={props.onFullScreen}
        aria-label={props.fullScreen ? t('watch.leaveFullScreen') : t('watch.fullScreen')}
        shortcut="F"
        testId="replay-full-screen"
      />
    </div>
  );
}
