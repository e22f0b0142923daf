import type { ParticipantId } from '@tongke/signaling/protocol/lesson';
import { LifeBuoy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';
import styles from './help.module.css';

/** On a classroom's tile: it calls for help. */
export function HelpMark({ participantId }: { participantId: ParticipantId }) {
  const { t } = useTranslation();
  const call = useLesson().help.calls[participantId];
  if (!call) return null;
  return (
    <span className={call.acknowledgedAt === null ? styles.said : ''} data-testid={`help-mark-${participantId}`}>
      <LifeBuoy aria-hidden="true" size={16} /> {t('help.title')}
    </span>
  );
}
