import { FastForward, Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { formatTime } from './format-time.ts';
import styles from './live-controls.module.css';
import type { LiveState } from './replay/live-following.ts';
import type { ReplayPlayer } from './replay/replay-player.ts';

/** So close behind counts as live: nobody minds a second. */
const liveWithinMs = 1_500;

/** How far behind the live lesson one is, and the ways back to it. */
export function LiveControls({ player, live }: { player: ReplayPlayer; live: LiveState }) {
  const { t } = useTranslation();
  const isLive = live.following && live.lateMs < liveWithinMs;
  return (
    <div className={styles.live} data-testid="replay-live" data-live={isLive} data-following={live.following}>
      <strong className={isLive ? styles.now : styles.late} data-testid="replay-live-words">
        {isLive ? t('watch.liveEdge.now') : t('watch.liveEdge.late', { time: formatTime(live.lateMs) })}
      </strong>
      {!isLive && (
        <Button
          icon={<Radio aria-hidden="true" />}
          onClick={() => player.goLive('jump')}
          shortcut="L"
          testId="replay-to-live"
        >
          {t('watch.liveEdge.jump')}
        </Button>
      )}
      {!live.following && (
        <Button
          kind="quiet"
          icon={<FastForward aria-hidden="true" />}
          onClick={() => player.goLive('catchUp')}
          aria-label={t('watch.liveEdge.catchUpWords')}
          testId="replay-catch-up"
        >
          <span className={styles.label}>{t('watch.liveEdge.catchUp')}</span>
        </Button>
      )}
      {/* Said once when it changes; the seconds are not read out one by one. */}
      <div role="status">
        <VisuallyHidden>
          {t(isLive ? 'watch.liveEdge.now' : live.following ? 'watch.liveEdge.catching' : 'watch.liveEdge.behind')}
        </VisuallyHidden>
      </div>
    </div>
  );
}
