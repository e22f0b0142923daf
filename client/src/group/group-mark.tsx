import { groupOf, type ParticipantId } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';

/** Which group a classroom is in, small on its tile; nothing while the class is one. */
export function GroupMark({ participantId }: { participantId: ParticipantId }) {
  const { t } = useTranslation();
  const own = groupOf(useLesson().group, participantId);
  return own ? <span data-testid={`group-of-${participantId}`}>{t('group.name', { number: own.number })}</span> : null;
}
