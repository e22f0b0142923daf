import type { ParticipantId } from '@tongke/signaling/protocol/lesson';
import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { useLesson } from '../seat/seat-context.tsx';

/** How many of a classroom are present, small on its tile; nothing until attendance is taken. */
export function PresentMark({ participantId }: { participantId: ParticipantId }) {
  const { t } = useTranslation();
  const taken = useLesson().attendance.rooms[participantId];
  if (!taken) return null;
  const { present, expected } = taken;
  return (
    <span data-testid={`present-${participantId}`}>
      <Users aria-hidden="true" size={16} />
      <span aria-hidden="true">{expected === null ? present : `${present}/${expected}`}</span>
      <VisuallyHidden>
        {t(expected === null ? 'attendance.doneCount' : 'attendance.done', { present, expected })}
      </VisuallyHidden>
    </span>
  );
}
