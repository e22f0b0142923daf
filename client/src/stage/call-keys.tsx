import { handQueue, limits, mayDo } from '@tongke/signaling/protocol/lesson';
import { Dices, ListStart, RefreshCw, Repeat } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat, useWatched } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import { callChoice, timeBox, timeBoxes } from './call-choice.ts';
import styles from './call-keys.module.css';

const icons = { queue: ListStart, random: Dices, round: RefreshCw };
const words = { queue: 'next', random: 'random', round: 'round' } as const;
const keys = { queue: 'N', random: 'R', round: 'T' } as const;
type From = keyof typeof icons;

/** Calls whoever is next: of the hands, by lot, in turn. With how long, and whether somebody makes place. For those who may. */
export function CallKeys() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const choice = useWatched(callChoice);
  if (!mayDo(kept.role, 'stage:callNext')) return null;
  const say = (seconds: number | null) => {
    if (seconds === null) return t('stage.noLimit');
    return seconds < 60 ? t('stage.seconds', { count: seconds }) : t('stage.minutes', { count: seconds / 60 });
  };
  return (
    <div className={styles.keys}>
      <NextKey from="queue" />
      <NextKey from="random" />
      <NextKey from="round" />
      <select
        className={styles.time}
        aria-label={t('stage.time')}
        value={choice.seconds ?? ''}
        onChange={({ target: { value } }) =>
          callChoice.set({ ...callChoice.get(), seconds: value === '' ? null : Number(value) })
        }
        data-testid="call-time"
      >
        {timeBoxes.map((seconds) => (
          <option key={seconds} value={seconds ?? ''}>
            {say(seconds)}
          </option>
        ))}
      </select>
      <Button
        icon={<Repeat aria-hidden="true" size={18} />}
        kind={choice.swap ? 'primary' : 'secondary'}
        aria-pressed={choice.swap}
        aria-label={t('stage.swap')}
        tip={t('stage.swapTip')}
        tipSide="below"
        onClick={() => callChoice.set({ ...callChoice.get(), swap: !callChoice.get().swap })}
        testId="call-swap"
      >
        <span className={styles.words}>{t('stage.swap')}</span>
      </Button>
    </div>
  );
}

function NextKey({ from }: { from: From }) {
  const { t } = useTranslation();
  const { timings } = useSeat();
  const lesson = useLesson();
  const choice = useWatched(callChoice);
  const { run, isBusy } = useCommand();
  const first = from === 'queue' ? handQueue(lesson)[0] : undefined;
  const isFull = lesson.stage.length >= limits.stageSeats && !choice.swap;
  const cannot = isBusy || isFull || lesson.group.split !== null || (from === 'queue' && !first);
  const call = () => {
    if (cannot) return;
    if (first) timings.called(first.participantId);
    run('stage:callNext', { from, swap: choice.swap, ...timeBox(choice) });
  };
  useShortcuts({ [keys[from]]: call });
  const Icon = icons[from];
  return (
    <Button
      kind={from === 'queue' ? 'stage' : 'secondary'}
      icon={<Icon aria-hidden="true" size={18} />}
      aria-label={t(`stage.${words[from]}`)}
      shortcut={keys[from]}
      tip={t(isFull ? 'stage.full' : `stage.${words[from]}Tip`)}
      tipSide="below"
      disabled={cannot}
      onClick={call}
      testId={`call-${from}`}
    >
      <span className={from === 'queue' ? styles.next : styles.words}>{t(`stage.${words[from]}`)}</span>
    </Button>
  );
}
