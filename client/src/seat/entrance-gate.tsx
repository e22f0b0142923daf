import { mayDo } from '@tongke/signaling/protocol/lesson';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { preloadWire } from '../core/link/wire.ts';
import { preloadMedia } from '../core/media/media-desk.ts';
import type { Entrance } from '../core/seat/entrance.ts';
import type { KeptSeat } from '../core/seat/kept-seats.ts';
import { LessonSeat } from '../core/seat/lesson-seat.ts';
import { exposeStats } from '../core/stats/expose-stats.ts';
import { Button } from '../design/button.tsx';
import { Spinner } from '../design/spinner.tsx';
import { OperatorTelephone } from '../help/operator-telephone.tsx';
import { Notice } from './notice.tsx';
import { SeatProvider, useWatched } from './seat-context.tsx';
import { usable } from './usable.ts';

/** Starts what paints a page full of strokes for those who come late. */
const preloadInk = async () => (await import('../ink/bulk-painter.ts')).sharedBulkPainter();

let made: { key: string; seat: LessonSeat } | undefined;

/** One seat per page and key: rendering twice must not take it twice. */
function seatOf(kept: KeptSeat): LessonSeat {
  if (made?.key === kept.seatKey) return made.seat;
  made?.seat.close();
  const seat = new LessonSeat(kept, location.search);
  const meter = usable.then(() => import('../core/stats/page-stats.ts')).then(({ PageMeter }) => new PageMeter(seat));
  exposeStats(async () => (await meter).stats());
  // Loaded while people look at the page, so that the join click is quick.
  const keeps = mayDo(kept.role, 'track:publish');
  void usable.then(() => Promise.all([preloadWire(), preloadMedia({ keeps }), preloadInk()]));
  made = { key: kept.seatKey, seat };
  return seat;
}

/** Shows how the page comes to its seat, and its children once it has one. */
export function EntranceGate({ entrance, children }: { entrance: Entrance; children: ReactNode }) {
  const { t } = useTranslation();
  const state = useWatched(entrance.state);
  const kept = state.name === 'granted' ? state.seat : null;
  const seat = useMemo(() => (kept ? seatOf(kept) : null), [kept]);
  if (seat) return <SeatProvider seat={seat}>{children}</SeatProvider>;
  if (state.name === 'refused') {
    const words = state.code === 'noLink' ? t('seat.noLink') : t(`error.${state.code}`);
    return (
      <Notice title={t('seat.cannotEnter')} testId="entrance-refused" code={state.code}>
        <p>{words}</p>
        <OperatorTelephone />
        <Button kind="primary" size="large" onClick={() => location.reload()} testId="entrance-retry">
          {t('common.retry')}
        </Button>
      </Notice>
    );
  }
  const words = {
    asking: t('seat.asking'),
    unreachable: t('seat.unreachable'),
    waitingForSeat: t('seat.waitingForSeat'),
  };
  const name = state.name === 'granted' ? 'asking' : state.name;
  return (
    <Notice title={words[name]} testId={`entrance-${name}`}>
      <Spinner label={t('common.loading')} />
      {name === 'waitingForSeat' && <p>{t('seat.waitingForSeatHint')}</p>}
      {name === 'unreachable' && <p>{t('seat.unreachableHint')}</p>}
      {name === 'unreachable' && <OperatorTelephone />}
    </Notice>
  );
}
