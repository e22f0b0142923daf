import { mayDo, type ParticipantId } from '@tongke/signaling/protocol/lesson';
import { ArrowDownFromLine, ArrowUpFromLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { callChoice, timeBox } from '../stage/call-choice.ts';

/** Calls a classroom on stage, or hands back for it. Nothing for those who may not. */
export function CallButton(props: {
  participantId: ParticipantId;
  isHere: boolean;
  isStaged: boolean;
  isShort?: boolean;
}) {
  const { t } = useTranslation();
  const { kept, timings } = useSeat();
  const { group } = useLesson();
  const { run, isBusy } = useCommand();
  const { participantId, isStaged } = props;
  if (!mayDo(kept.role, 'stage:call')) return null;
  const wide = !props.isShort;
  if (isStaged) {
    return (
      <Button
        icon={<ArrowDownFromLine aria-hidden="true" />}
        wide={wide}
        disabled={isBusy}
        onClick={() => run('stage:leave', { participantId })}
        testId={`hand-back-${participantId}`}
      >
        {t('wall.handBack')}
      </Button>
    );
  }
  return (
    <Button
      kind="stage"
      icon={<ArrowUpFromLine aria-hidden="true" />}
      wide={wide}
      disabled={isBusy || !props.isHere || group.split !== null}
      onClick={() => {
        timings.called(participantId);
        run('stage:call', { participantId, ...timeBox(callChoice.get()) });
      }}
      testId={`call-${participantId}`}
    >
      {t('wall.call')}
    </Button>
  );
}
