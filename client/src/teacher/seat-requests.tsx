import { mayDo } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';

/** Another device wants a seat that is in use: one click lets it in. */
export function SeatRequests() {
  const { t } = useTranslation();
  const { seatRequests, participants } = useLesson();
  const { kept } = useSeat();
  const { run, isBusy } = useCommand();
  if (!mayDo(kept.role, 'seat:allow')) return null;
  return seatRequests.map(({ participantId, deviceId, allowed }) => {
    const name = participants[participantId]?.name;
    return (
      <Banner
        key={participantId}
        tone="info"
        testId={`seat-request-${participantId}`}
        action={
          <Button
            kind="primary"
            disabled={allowed || isBusy}
            onClick={() => run('seat:allow', { participantId, deviceId })}
            testId={`allow-${participantId}`}
          >
            {t(allowed ? 'teacher.allowed' : 'teacher.allow')}
          </Button>
        }
      >
        {name ? t('teacher.request', { name }) : t('teacher.requestTeacher')}
      </Banner>
    );
  });
}
