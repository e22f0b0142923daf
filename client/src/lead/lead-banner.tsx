import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';

/** Who leads, where two teachers share a lesson, and what one may do about it. */
export function LeadBanner() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { lead, participants } = useLesson();
  const { run, isBusy } = useCommand();
  const nameOf = (id: string | null) =>
    Object.values(participants).find(({ participantId }) => participantId === id)?.name || t('lead.second');
  if (kept.role !== 'teacher' && kept.role !== 'assistant') return null;
  const take = (
    <Button kind="primary" disabled={isBusy} onClick={() => run('lead:take', {})} testId="lead-take">
      {t('lead.take')}
    </Button>
  );
  if (lead.offeredTo === kept.participantId) {
    return (
      <Banner tone="info" testId="lead-offered" action={take}>
        {t('lead.offered', { name: nameOf(lead.leaderId) })}
      </Banner>
    );
  }
  if (kept.role === 'teacher' && lead.leaderId !== kept.participantId) {
    const isThere = participants[lead.leaderId]?.connection.state === 'here';
    return (
      <Banner tone={isThere ? 'info' : 'warning'} testId="lead-other" action={isThere ? undefined : take}>
        {t(isThere ? 'lead.otherLeads' : 'lead.otherAway', { name: nameOf(lead.leaderId) })}
      </Banner>
    );
  }
  if (lead.offeredTo === null) return null;
  return (
    <Banner
      tone="info"
      testId="lead-waiting"
      action={
        <Button disabled={isBusy} onClick={() => run('lead:withdraw', {})} testId="lead-withdraw">
          {t('lead.withdraw')}
        </Button>
      }
    >
      {t('lead.waiting', { name: nameOf(lead.offeredTo) })}
    </Banner>
  );
}
