import type { ErrorCode } from '@tongke/signaling/protocol/lesson';
import { CircleCheck, Clock } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type KeptSeat, seatAddress, seatAgainAddress } from '../core/seat/kept-seats.ts';
import { Button } from '../design/button.tsx';
import { Spinner } from '../design/spinner.tsx';
import { OperatorTelephone } from '../help/operator-telephone.tsx';
import { useHelpLine } from '../help/use-help-line.ts';
import { keptPairing } from '../pair/pairing.ts';
import { HealingLine } from './healing-line.tsx';
import { Notice } from './notice.tsx';
import { useLesson, useLine, useSeat } from './seat-context.tsx';

/** What stands before and after a lesson: connecting, waiting for its beginning, its end. Goes on by itself. */
export function LessonGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const line = useLine();
  const lesson = useLesson();
  useHelpLine();
  if (lesson.phase.name === 'ended') return <Ended />;
  if (line.name === 'over') return <Over code={line.code} />;
  if (lesson.facts === null) {
    return (
      <Notice title={t('seat.connecting')} testId="connecting">
        <Spinner label={t('common.loading')} />
        {line.name === 'down' && (
          <>
            <p>{t('seat.unreachableHint')}</p>
            <OperatorTelephone />
          </>
        )}
      </Notice>
    );
  }
  if (lesson.phase.name === 'planned') return <Waiting />;
  return children;
}

/** Reasons after which this device may ask for its seat again. */
const returnable: readonly ErrorCode[] = ['seatTaken', 'unauthorized'];

function Over({ code }: { code: ErrorCode }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const again = seatAgainAddress(kept);
  const comeBack = () => {
    // A paired PC has no link; it asks for its seat where it waits for its lessons.
    if (isPaired(kept)) {
      goToToday();
      return;
    }
    if (again) history.replaceState(history.state, '', location.pathname + location.search + again);
    location.reload();
  };
  return (
    <Notice title={t('seat.over')} testId="seat-over" code={code}>
      <p>{t(returnable.includes(code) ? 'seat.takenElsewhere' : `error.${code}`)}</p>
      {returnable.includes(code) && (
        <Button kind="primary" size="large" onClick={comeBack} testId="seat-return">
          {t('seat.useHere')}
        </Button>
      )}
    </Notice>
  );
}

function Waiting() {
  const { t, i18n } = useTranslation();
  const { facts } = useLesson();
  const line = useLine();
  const at = new Date(facts?.startsAt ?? 0).toLocaleString(i18n.language === 'zh' ? 'zh-CN' : 'en', {
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (
    <Notice title={facts?.title} testId="lesson-waiting">
      <Clock aria-hidden="true" size={72} />
      <p>{t('seat.waiting', { teacher: facts?.teacherName || t('stage.teacher'), at })}</p>
      <p>{line.name === 'up' ? t('seat.waitingHint') : t('seat.unreachable')}</p>
      <HealingLine />
      {line.name !== 'up' && <OperatorTelephone />}
    </Notice>
  );
}

function Ended() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { facts, phase, recording } = useLesson();
  const isReady = recording.sealedAt !== null;
  const isKept = facts?.recording !== 'none';
  return (
    <Notice title={t('seat.ended', { title: facts?.title ?? kept.title })} testId="lesson-ended">
      <CircleCheck aria-hidden="true" size={72} />
      {phase.name === 'ended' && phase.reason && (
        <p data-testid="end-reason">{t('seat.endedBecause', { reason: phase.reason })}</p>
      )}
      <p data-testid="archive-state">
        {t(isKept ? (isReady ? 'seat.archiveReady' : 'seat.archiveSealing') : 'lead.notKept')}
      </p>
      {isKept && <HealingLine />}
      {isKept && (
        <Button
          kind="primary"
          size="huge"
          onClick={() => location.assign(`/watch${seatAddress(kept)}`)}
          testId="watch-again"
        >
          {t('seat.watchAgain')}
        </Button>
      )}
      {(kept.role === 'classroom' || kept.role === 'teacher' || kept.role === 'assistant') && (
        <Button size="large" onClick={() => location.assign(`/summary${seatAddress(kept)}`)} testId="open-summary">
          {t('seat.summary')}
        </Button>
      )}
      {isPaired(kept) && <BackToToday />}
    </Notice>
  );
}

/** A seat that a classroom's PC took by itself, without anybody's link. */
const isPaired = (kept: KeptSeat) => kept.token === undefined && keptPairing() !== null;

const backAfterMs = 60_000;
const backAloneAfterMs = 5_000;

/** Where a paired PC waits for its next lesson; it goes there by itself. */
function BackToToday() {
  const { t } = useTranslation();
  useEffect(() => {
    const isAlone = new URLSearchParams(location.search).get('autojoin') === '1';
    const timer = setTimeout(goToToday, isAlone ? backAloneAfterMs : backAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <Button size="large" onClick={goToToday} testId="back-to-today">
        {t('seat.backToToday')}
      </Button>
      <p>{t('seat.backSoon')}</p>
    </>
  );
}

const goToToday = () => location.assign(`/pair${location.search}`);
