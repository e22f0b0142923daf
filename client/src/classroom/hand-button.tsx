import { allows } from '@tongke/signaling/protocol/lesson';
import { Hand } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat, useWatched } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import styles from './classroom-bar.module.css';

/** Raises and lowers the room's hand; while it is up, says where it stands in the queue. */
export function HandButton() {
  const { t } = useTranslation();
  const { kept, link } = useSeat();
  const { hands, permission } = useLesson();
  const place = useWatched(link.place);
  const announce = useAnnounce();
  const { run, isBusy } = useCommand();
  const isRaised = hands.some((hand) => hand.participantId === kept.participantId);
  const mayRaise = allows(permission, kept.participantId, 'interaction');
  const isNext = isRaised && place?.position === 1;
  const toggle = () => {
    if (!mayRaise && !isRaised) return;
    // A hand that is up may be lowered at once, before the answer to its raising has come.
    if (isBusy && !isRaised) return;
    announce(t(isRaised ? 'classroom.lower' : 'classroom.raised'));
    if (isRaised) run('hand:lower', {});
    else run('hand:raise', {});
  };
  useShortcuts({ H: toggle });
  useEffect(() => {
    if (isNext) announce(t('classroom.youAreNext'));
  }, [isNext, announce, t]);
  const words = () => {
    if (isNext) return t('classroom.youAreNext');
    if (isRaised && place) return t('classroom.place', place);
    if (isRaised) return t('classroom.raised');
    if (!mayRaise) return t('classroom.handsOff');
    return t(isBusy ? 'classroom.raising' : 'classroom.raise');
  };
  return (
    <div className={styles.hand}>
      <Button
        size="huge"
        kind={isRaised ? 'stage' : 'primary'}
        className={styles.big ?? ''}
        icon={<Hand aria-hidden="true" />}
        aria-pressed={isRaised}
        shortcut="H"
        disabled={!mayRaise && !isRaised}
        onClick={toggle}
        testId="raise-hand"
        data-place={place?.position}
        data-state={isRaised ? 'raised' : isBusy ? 'raising' : 'lowered'}
      >
        <span className={styles.words}>
          {words()}
          {isRaised && <small>{place && !isNext ? t('classroom.placeHint', place) : t('classroom.raisedHint')}</small>}
        </span>
      </Button>
    </div>
  );
}
