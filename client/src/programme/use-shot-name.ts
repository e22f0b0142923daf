import type { ProgrammeShot } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';

/** What a picture is called. */
export function useShotName(): (shot: ProgrammeShot) => string {
  const { t } = useTranslation();
  const { stage } = useLesson();
  return (shot) => {
    if (shot.of === 'teacher') return t(`programme.${shot.source}`);
    const entry = stage.find(({ participantId }) => participantId === shot.participantId);
    return entry ? `${entry.schoolName} ${entry.name}`.trim() : t('programme.left');
  };
}
