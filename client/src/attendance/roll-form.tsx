import {
  type AbsenceReason,
  absenceReasons,
  LessonError,
  limits,
  type Pupil,
  type RoomAttendance,
} from '@tongke/signaling/protocol/lesson';
import { CheckCheck, Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { headsOf, leftOf, type Roll, startRoll, takenBy, tapPupil } from '../core/attendance/roll.ts';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useToast } from '../design/toast.tsx';
import { useLine, useSeat } from '../seat/seat-context.tsx';
import styles from './attendance-aide.module.css';

/** Everybody on the roster as a button: a tap makes one missing. A classroom without a roster only counts heads. */
export function RollForm(props: {
  pupils: readonly Pupil[];
  taken: RoomAttendance | undefined;
  reload: () => Promise<void>;
  onTaken: () => void;
}) {
  const { pupils, taken } = props;
  const { t } = useTranslation();
  const { link } = useSeat();
  const isUp = useLine().name === 'up';
  const announce = useAnnounce();
  const toast = useToast();
  const [roll, setRoll] = useState<Roll>(() => startRoll(pupils, taken));
  const [reason, setReason] = useState<AbsenceReason>('ill');
  const [isBusy, setBusy] = useState(false);
  const left = leftOf(pupils, roll);
  const heads = headsOf(pupils, roll);
  const hasRoster = pupils.length > 0;

  const take = async (wanted: Roll) => {
    setBusy(true);
    try {
      const { present, expected } = await link.command('attendance:take', takenBy(pupils, wanted));
      announce(t(expected === null ? 'attendance.doneCount' : 'attendance.done', { present, expected }));
      props.onTaken();
    } catch (error) {
      const code = error instanceof LessonError ? error.code : 'internal';
      // The roster has been changed meanwhile: the names are fetched anew.
      if (code === 'conflict') await props.reload();
      toast('warning', t(code === 'conflict' ? 'attendance.rosterChanged' : `error.${code}`));
    } finally {
      setBusy(false);
    }
  };
  const count = (by: number) =>
    setRoll({ ...roll, counted: Math.min(limits.pupilsPerClassroom, Math.max(0, heads + by)) });

  return (
    <div className={styles.section} data-testid="roll-form">
      {hasRoster && (
        <>
          {left === pupils.length && (
            <Button
              size="large"
              wide
              kind="primary"
              icon={<CheckCheck aria-hidden="true" />}
              disabled={isBusy || !isUp}
              onClick={() => void take({ absent: {}, counted: null })}
              testId="all-present"
            >
              {t('attendance.allPresent', { count: pupils.length })}
            </Button>
          )}
          <fieldset className={styles.reasons}>
            <legend>{t('attendance.orTap')}</legend>
            {absenceReasons.map((each) => (
              <label key={each} className={styles.reason}>
                <input
                  type="radio"
                  name="absence-reason"
                  checked={reason === each}
                  onChange={() => setReason(each)}
                  data-testid={`reason-${each}`}
                />
                {t(`attendance.reason.${each}`)}
              </label>
            ))}
          </fieldset>
          <ul className={styles.pupils}>
            {pupils.map((pupil) => {
              const missing = roll.absent[pupil.pupilId];
              return (
                <li key={pupil.pupilId}>
                  <button
                    type="button"
                    className={`${styles.pupil} ${missing ? styles.missing : ''}`}
                    aria-pressed={missing !== undefined}
                    onClick={() => setRoll(tapPupil(roll, pupil.pupilId, reason))}
                    data-testid={`pupil-${pupil.pupilId}`}
                  >
                    <span className={styles.number}>{pupil.number}</span>
                    <bdi className={styles.name}>{pupil.name}</bdi>
                    <span className={styles.why}>{missing && t(`attendance.reason.${missing}`)}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        </>
      )}
      <div className={styles.foot}>
        <div className={styles.count}>
          <span id="head-count" className={hasRoster ? (styles.short ?? '') : ''}>
            {t(hasRoster ? 'attendance.heads' : 'attendance.headsOnly')}
          </span>
          <Button
            size="large"
            icon={<Minus aria-hidden="true" />}
            aria-label={t('attendance.fewer')}
            onClick={() => count(-1)}
            testId="heads-fewer"
          />
          <input
            className={styles.heads}
            inputMode="numeric"
            aria-labelledby="head-count"
            value={heads}
            onChange={({ currentTarget: { value } }) => {
              const digits = value.replace(/\D/g, '').slice(0, 3);
              setRoll({ ...roll, counted: Math.min(limits.pupilsPerClassroom, Number(digits)) });
            }}
            onFocus={({ currentTarget }) => currentTarget.select()}
            data-testid="head-count"
          />
          <Button
            size="large"
            icon={<Plus aria-hidden="true" />}
            aria-label={t('attendance.more')}
            onClick={() => count(1)}
            testId="heads-more"
          />
        </div>
        <Button
          size="large"
          kind="primary"
          disabled={isBusy || !isUp}
          onClick={() => void take(roll)}
          testId="attendance-confirm"
        >
          {hasRoster
            ? t('attendance.confirm', { present: heads, absent: pupils.length - left })
            : t('attendance.confirmCount', { present: heads })}
        </Button>
      </div>
      {hasRoster && heads !== left && (
        <p className={styles.differs} role="status">
          {t('attendance.differs', { left, heads })}
        </p>
      )}
    </div>
  );
}
