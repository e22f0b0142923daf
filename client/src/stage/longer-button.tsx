import { mayDo, type StageEntry } from '@tongke/signaling/protocol/lesson';
import { AlarmClockPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useShortcuts } from '../seat/use-shortcuts.ts';

const moreSeconds = 30;

/** Gives a room on stage more time. Nothing without a time box. */
export function LongerButton({ entry }: { entry: StageEntry }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { run, isBusy } = useCommand();
  if (!mayDo(kept.role, 'stage:extend') || entry.endsAt === null) return null;
  return (
    <Button
      icon={<AlarmClockPlus aria-hidden="true" size={18} />}
      tip={t('stage.longerTip')}
      tipSide="below"
      disabled={isBusy}
      onClick={() => run('stage:extend', { participantId: entry.participantId, seconds: moreSeconds })}
      testId={`longer-${entry.participantId}`}
    >
      {t('stage.longer')}
    </Button>
  );
}

/** The key that gives more time to the room whose time is over first. */
export function useLongerKey(): void {
  const { kept } = useSeat();
  const { stage } = useLesson();
  const { run } = useCommand();
  const next = stage.filter(({ endsAt }) => endsAt !== null).sort((a, b) => (a.endsAt ?? 0) - (b.endsAt ?? 0))[0];
  useShortcuts({
    L: () => {
      if (next && mayDo(kept.role, 'stage:extend')) {
        run('stage:extend', { participantId: next.participantId, seconds: moreSeconds });
      }
    },
  });
}
