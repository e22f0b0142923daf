import { ArrowLeftRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { otherTeacher } from './other-teacher.ts';

/** Asks the second teacher to take over. Only for whoever leads, while a second teacher is here. */
export function HandLeadButton() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const lesson = useLesson();
  const { run, isBusy } = useCommand();
  const other = otherTeacher(lesson, lesson.lead.leaderId);
  const mayHand = kept.role === 'assistant' || kept.participantId === lesson.lead.leaderId;
  if (!mayHand || other?.connection.state !== 'here') return null;
  return (
    <Button
      size="large"
      icon={<ArrowLeftRight aria-hidden="true" />}
      tip={t('lead.handTip', { name: other.name || t('lead.second') })}
      tipSide="below"
      disabled={isBusy || lesson.lead.offeredTo !== null}
      onClick={() => run('lead:offer', { participantId: other.participantId })}
      testId="lead-offer"
    >
      {t('lead.hand')}
    </Button>
  );
}
