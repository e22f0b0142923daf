import type { Role } from '@tongke/signaling/protocol/lesson';
import { useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { seatDoor } from '../api/review-api.ts';
import { Entrance } from '../core/seat/entrance.ts';
import type { KeptSeat } from '../core/seat/kept-seats.ts';
import { Spinner } from '../design/spinner.tsx';
import { later } from './later.tsx';
import { ReplayLater } from './replay-later.ts';
import { useSeatLesson } from './use-seat-lesson.ts';
import { watchMode } from './watch-mode.ts';
import { WatchNotice } from './watch-notice.tsx';

const LiveAudience = later(async () => (await import('./live-audience.tsx')).LiveAudience);

/** Who takes part in a lesson's review by their seat. */
const reviewers: ReadonlySet<Role> = new Set(['teacher', 'assistant', 'inspector']);
let entrance: Entrance | undefined;

/** Watches by a link or by a seat that this device keeps: live while the lesson runs, and again when it is over. */
export function SeatWatch() {
  const { t } = useTranslation();
  // One for the page, however often this is rendered: asking twice would take two seats.
  const [{ state }] = useState(() => {
    entrance ??= new Entrance();
    return entrance;
  });
  const now = useSyncExternalStore(state.onChange, state.get);
  switch (now.name) {
    case 'granted':
      return <Watching kept={now.seat} />;
    case 'refused': {
      const words = now.code === 'noLink' ? t('watch.noLinkWords') : t(`error.${now.code}`);
      return <WatchNotice title={t('watch.noLink')} words={words} testId="watch-refused" />;
    }
    case 'asking':
    case 'waitingForSeat':
      return <Opening />;
    case 'unreachable':
      return <LineDown />;
  }
}

function Watching({ kept }: { kept: KeptSeat }) {
  const { t, i18n } = useTranslation();
  const load = useSeatLesson(kept);
  const door = useMemo(() => (reviewers.has(kept.role) ? seatDoor(kept.lessonId, kept.seatKey) : undefined), [kept]);
  const [rewinds, setRewinds] = useState(false);
  // Somebody who has watched live stays in the lesson until its end is on the screen.
  if (load.state === 'failed') {
    return <WatchNotice title={t('watch.failed')} words={t(`error.${load.code}`)} testId="watch-failed" />;
  }
  if (load.state === 'loading') return load.lineDown ? <LineDown /> : <Opening />;
  const { lesson } = load;
  // The replay itself goes on from the live edge to the end, and waits for the whole.
  if (rewinds && lesson.archivePath) return <ReplayLater archivePath={lesson.archivePath} atMs={null} />;
  const mode = watchMode(kept.role, lesson, Date.now());
  switch (mode.name) {
    case 'waiting': {
      const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
      const time = new Date(lesson.startsAt).toLocaleString(locale, { dateStyle: 'long', timeStyle: 'short' });
      const words = t('watch.waitingWords', { time, name: lesson.teacherName || t('stage.teacher') });
      return <WatchNotice title={lesson.title} words={words} testId="watch-before" />;
    }
    case 'live':
      return <LiveAudience kept={kept} onRewind={lesson.archivePath ? () => setRewinds(true) : null} />;
    case 'sealing':
      return (
        <WatchNotice
          title={t('watch.over', { title: lesson.title })}
          words={t('watch.notYetWords')}
          testId="watch-sealing"
        >
          <Spinner label={t('watch.notYet')} />
        </WatchNotice>
      );
    case 'none':
      return (
        <WatchNotice title={t('watch.over', { title: lesson.title })} words={t('watch.notKept')} testId="watch-none" />
      );
    case 'replay':
      return <ReplayLater archivePath={mode.archivePath} atMs={null} door={door} />;
  }
}

function Opening() {
  const { t } = useTranslation();
  return (
    <WatchNotice title={t('watch.loading')} testId="watch-loading">
      <Spinner label={t('watch.loading')} />
    </WatchNotice>
  );
}

function LineDown() {
  const { t } = useTranslation();
  return <WatchNotice title={t('watch.lineDown')} words={t('watch.lineDownWords')} testId="watch-line-down" />;
}
