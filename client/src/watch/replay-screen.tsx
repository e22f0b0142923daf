import type { ReviewRemark } from '@tongke/signaling/protocol/lesson';
import { Play } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewDoor } from '../api/review-api.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { deviceDoor } from '../review/device-door.ts';
import { type Reviewing, useReview } from '../review/use-review.ts';
import { formatTime } from './format-time.ts';
import { MarksList } from './marks-list.tsx';
import { MomentPreview, useThumbnails } from './moment-preview.tsx';
import type { Archive } from './replay/load-archive.ts';
import { isTurn } from './replay/marks.ts';
import type { ReplayPlayer } from './replay/replay-player.ts';
import type { ReplayView } from './replay/replay-view.ts';
import { findShownGaps } from './replay/shown-gaps.ts';
import { contains } from './replay/span.ts';
import { ReplayControls } from './replay-controls.tsx';
import { ReplayPictures } from './replay-pictures.tsx';
import styles from './replay-screen.module.css';
import { TimelineBar } from './timeline-bar.tsx';
import { useChapters } from './use-chapters.ts';
import { useFullScreen } from './use-full-screen.ts';
import { useReplay } from './use-replay.ts';
import { useReplayKeys } from './use-replay-keys.ts';
import { WatchHead } from './watch-head.tsx';

// Fetched while the first pictures are.
const ReviewPanel = lazy(async () => ({ default: (await import('../review/review-panel.tsx')).ReviewPanel }));
const ReplayNotices = lazy(async () => ({ default: (await import('./replay-notices.tsx')).ReplayNotices }));

const noRemarks: readonly ReviewRemark[] = [];

/** Plays an archive; `atMs`: from where on, null for its beginning; `door`: to its review, for one who came by a seat. */
export function ReplayScreen(props: { archive: Archive; atMs: number | null; door: ReviewDoor | undefined }) {
  const { archive, atMs } = props;
  const { lessonId } = archive.manifest;
  const replay = useReplay(archive, atMs);
  const door = useMemo(() => props.door ?? deviceDoor(lessonId), [props.door, lessonId]);
  const reviewing = useReview(door);
  return replay ? <Running archive={archive} reviewing={reviewing} {...replay} /> : null;
}

function Running(props: { archive: Archive; player: ReplayPlayer; view: ReplayView; reviewing: Reviewing | null }) {
  const { archive, player, view, reviewing } = props;
  const { t } = useTranslation();
  const { manifest } = archive;
  const screen = useRef<HTMLElement>(null);
  const [fullScreen, toggleFullScreen] = useFullScreen(screen);
  const [beside, setBeside] = useState<'marks' | 'review' | null>(null);
  const toggle = (what: 'marks' | 'review') => setBeside((now) => (now === what ? null : what));
  useReplayKeys(player, toggleFullScreen);
  const gaps = useMemo(() => findShownGaps(view.timeline, view.stageSpans), [view.timeline, view.stageSpans]);
  const turns = useMemo(() => view.marks.filter(isTurn), [view.marks]);
  const thumbnails = useThumbnails(archive.baseUrl);
  const chapterAt = useChapters(turns);
  const gap = gaps.find((one) => contains(one, view.positionMs));
  const still = view.state === 'paused' || view.state === 'ended' || view.state === 'blocked';
  return (
    <main ref={screen} className={styles.screen} data-testid="replay" data-state={view.state}>
      <WatchHead title={manifest.title} subject={manifest.subject} teacherName={manifest.teacherName}>
        {!view.timeline.sealed && <span className={styles.growing}>{t('watch.growing')}</span>}
      </WatchHead>
      <div className={styles.middle}>
        <div className={styles.pictures}>
          <ReplayPictures player={player} view={view} baseUrl={archive.baseUrl} />
          <Suspense>
            <ReplayNotices lesson={view.lesson} now={view.lessonTime} />
          </Suspense>
          {still && (
            <div className={styles.start}>
              <Button
                kind="primary"
                size="huge"
                icon={<Play aria-hidden="true" />}
                onClick={() => player.play()}
                testId="replay-start"
              >
                {t(view.state === 'ended' ? 'watch.again' : 'watch.play')}
              </Button>
            </div>
          )}
        </div>
        {beside === 'review' && reviewing && (
          <Suspense>
            <ReviewPanel
              title={manifest.title}
              reviewing={reviewing}
              positionMs={view.positionMs}
              onSeek={(positionMs) => player.seek(positionMs)}
            />
          </Suspense>
        )}
        {beside === 'marks' && (
          <MarksList marks={view.marks} positionMs={view.positionMs} onSeek={(positionMs) => player.seek(positionMs)} />
        )}
      </div>
      <footer className={styles.foot}>
        <div className={styles.gap} aria-live="polite" data-testid="replay-gap-words">
          {gap &&
            t(`watch.gap.${gap.what}`, { name: gap.name, from: formatTime(gap.fromMs), to: formatTime(gap.toMs) })}
        </div>
        <TimelineBar
          positionMs={view.positionMs}
          durationMs={view.endMs}
          marks={turns}
          stageSpans={view.stageSpans}
          gaps={gaps}
          remarks={reviewing?.review.remarks ?? noRemarks}
          onSeek={(positionMs) => player.seek(positionMs)}
          preview={(atMs) => (
            <MomentPreview
              archive={archive}
              view={view}
              thumbnails={thumbnails}
              atMs={atMs}
              chapter={chapterAt(atMs)}
            />
          )}
          chapterAt={chapterAt}
        />
        <ReplayControls
          player={player}
          view={view}
          baseUrl={archive.baseUrl}
          fullScreen={fullScreen}
          onFullScreen={toggleFullScreen}
          beside={beside}
          onBeside={toggle}
          withReview={reviewing !== null}
        />
        {view.state === 'blocked' && <Banner tone="info">{t('watch.blocked')}</Banner>}
      </footer>
    </main>
  );
}
