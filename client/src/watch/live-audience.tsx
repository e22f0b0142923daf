import { Play, Rewind } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { preloadWire } from '../core/link/wire.ts';
import { preloadMedia } from '../core/media/media-desk.ts';
import type { KeptSeat } from '../core/seat/kept-seats.ts';
import { LessonSeat } from '../core/seat/lesson-seat.ts';
import { exposeStats } from '../core/stats/expose-stats.ts';
import { PageMeter } from '../core/stats/page-stats.ts';
import { Button } from '../design/button.tsx';
import { LessonGate } from '../seat/lesson-gate.tsx';
import { SeatProvider, useWatched } from '../seat/seat-context.tsx';
import { LiveScreen } from './live-screen.tsx';
import { WatchNotice } from './watch-notice.tsx';

let made: { key: string; seat: LessonSeat } | undefined;

/** One seat per page and key: rendering twice must not take it twice. */
function seatOf(kept: KeptSeat): LessonSeat {
  if (made?.key === kept.seatKey) return made.seat;
  made?.seat.close();
  made = { key: kept.seatKey, seat: new LessonSeat(kept, location.search) };
  void preloadWire();
  void preloadMedia({ keeps: false });
  return made.seat;
}

/** A viewer of the live lesson: sees and hears, is seen and heard by nobody. `onRewind`: to its archive, null where there is none yet. */
export function LiveAudience({ kept, onRewind }: { kept: KeptSeat; onRewind: (() => void) | null }) {
  const { t } = useTranslation();
  const seat = useMemo(() => seatOf(kept), [kept]);
  const joined = useWatched(seat.joined);
  useEffect(() => {
    const meter = new PageMeter(seat);
    const hide = exposeStats(() => meter.stats());
    if (new URLSearchParams(location.search).get('autojoin') === '1') seat.join();
    return () => {
      hide();
      // The lesson is over or another page is shown: nothing is to be received any more.
      if (seat.link.store.lesson.get().phase.name === 'ended') {
        seat.close();
        made = undefined;
      }
    };
  }, [seat]);
  if (!joined) {
    return (
      <WatchNotice title={kept.title} words={t('watch.liveNow')} testId="watch-join">
        <Button kind="primary" size="huge" icon={<Play aria-hidden="true" />} onClick={() => seat.join()} testId="join">
          {t('watch.joinLive')}
        </Button>
        {onRewind && (
          <>
            <p>{t('watch.rewindWords')}</p>
            <Button size="large" icon={<Rewind aria-hidden="true" />} onClick={onRewind} testId="watch-rewind">
              {t('watch.rewind')}
            </Button>
          </>
        )}
      </WatchNotice>
    );
  }
  return (
    <SeatProvider seat={seat}>
      <LessonGate>
        <LiveScreen />
      </LessonGate>
    </SeatProvider>
  );
}
