import { LogIn } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceSeat } from '../api/devices-api.ts';
import { errorCodeOf } from '../api/error-code.ts';
import type { LessonRecord } from '../api/lesson-record.ts';
import { keepSeat, seatPath } from '../core/seat/kept-seats.ts';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Spinner } from '../design/spinner.tsx';
import { OperatorTelephone } from '../help/operator-telephone.tsx';
import { HealingLine } from '../seat/healing-line.tsx';
import { PairFrame } from './pair-frame.tsx';
import type { Pairing } from './pairing.ts';
import styles from './today-view.module.css';
import { useSecondsLeft } from './use-countdown.ts';
import { useDeviceHelpLine } from './use-device-help-line.ts';
import { useDeviceLessons } from './use-device-lessons.ts';

const countdownMs = 5_000;
const againMs = 10_000;

/** Today's lessons of a paired PC. Enters an open one by itself. */
export function TodayView({ pairing, onRevoked }: { pairing: Pairing; onRevoked: () => void }) {
  const { t } = useTranslation();
  const { credential, classroom } = pairing;
  const { lessons, lineDown } = useDeviceLessons(credential, onRevoked);
  useDeviceHelpLine(credential, !lineDown && lessons !== null);
  const [cancelled, setCancelled] = useState<ReadonlySet<string>>(new Set());
  const [entering, setEntering] = useState<string | null>(null);
  const [failed, setFailed] = useState<{ lessonId: string; code: string; againAt: number } | null>(null);
  const unattended = new URLSearchParams(location.search).get('autojoin') === '1';

  const enter = useCallback(
    async (lesson: LessonRecord) => {
      setEntering(lesson.lessonId);
      setFailed(null);
      try {
        const seat = keepSeat(await deviceSeat(credential, lesson.lessonId));
        location.assign(seatPath(seat, location.search));
      } catch (error) {
        setEntering(null);
        setFailed({ lessonId: lesson.lessonId, code: errorCodeOf(error), againAt: Date.now() + againMs });
      }
    },
    [credential],
  );

  const next = lessons?.find(({ phase, lessonId }) => phase === 'open' && !cancelled.has(lessonId)) ?? null;
  const nextId = next?.lessonId ?? null;
  const again = failed && failed.lessonId === nextId ? failed.againAt : null;
  const [since, setSince] = useState<{ lessonId: string; at: number } | null>(null);
  useEffect(() => setSince(nextId === null ? null : { lessonId: nextId, at: Date.now() }), [nextId]);
  const startsAt = next && since?.lessonId === nextId ? (again ?? since.at + (unattended ? 0 : countdownMs)) : null;
  const left = useSecondsLeft(startsAt);
  useEffect(() => {
    if (next && left === 0 && entering === null && Date.now() >= (startsAt ?? 0)) void enter(next);
  }, [next, left, entering, startsAt, enter]);

  const enteringTitle = lessons?.find(({ lessonId }) => lessonId === entering)?.title;
  return (
    <PairFrame title={classroom.name} subtitle={classroom.schoolName} testId="pair-paired">
      <div className={styles.soon} aria-live="polite">
        {entering !== null ? (
          <Banner tone="info" large>
            {t('pair.enteringNow', { title: enteringTitle ?? '' })}
          </Banner>
        ) : failed && again === null ? null : next && left !== null ? (
          <Banner
            tone={failed ? 'warning' : 'info'}
            large
            testId="pair-countdown"
            action={
              <Button
                size="large"
                onClick={() => setCancelled(new Set([...cancelled, next.lessonId]))}
                testId="pair-cancel"
              >
                {t('pair.cancel')}
              </Button>
            }
          >
            {failed && <>{t('pair.enterFailed', { reason: t(`error.${failed.code}`) })} </>}
            {t('pair.entering', { title: next.title, count: left })}
          </Banner>
        ) : cancelled.size > 0 ? (
          <Banner tone="info" large>
            {t('pair.cancelled')}
          </Banner>
        ) : null}
      </div>
      <section className={styles.today} aria-labelledby="today">
        <h2 id="today">{t('pair.today')}</h2>
        {lessons === null && !lineDown && <Spinner label={t('common.loading')} />}
        {lessons?.length === 0 && (
          <div className={styles.empty} data-testid="pair-no-lessons">
            <strong>{t('pair.none')}</strong>
            <p>{t('pair.noneWords')}</p>
          </div>
        )}
        <ul className={styles.lessons}>
          {lessons?.map((lesson) => (
            <Lesson key={lesson.lessonId} lesson={lesson} busy={entering !== null} onEnter={() => void enter(lesson)} />
          ))}
        </ul>
      </section>
      <HealingLine />
      <div className={styles.line}>
        {lineDown && (
          <Banner tone="warning" testId="pair-line-down">
            {t(lessons ? 'pair.lineDownSince' : 'pair.lineDown')} <OperatorTelephone />
          </Banner>
        )}
      </div>
    </PairFrame>
  );
}

function Lesson({ lesson, busy, onEnter }: { lesson: LessonRecord; busy: boolean; onEnter: () => void }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
  const time = new Date(lesson.startsAt).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  return (
    <li className={styles.lesson} data-phase={lesson.phase} data-testid="pair-lesson" data-lesson-id={lesson.lessonId}>
      <span>
        <strong>{lesson.title}</strong>
        <small>{[lesson.subject, lesson.teacherName].filter(Boolean).join(' · ')}</small>
      </span>
      <em>{t(`pair.${lesson.phase}`, { time })}</em>
      {lesson.phase === 'open' && (
        <Button
          kind="primary"
          size="large"
          icon={<LogIn aria-hidden="true" />}
          disabled={busy}
          onClick={onEnter}
          testId="pair-enter"
        >
          {t('pair.enter')}
        </Button>
      )}
    </li>
  );
}
