import { useTranslation } from 'react-i18next';
import { useSeat } from '../seat/seat-context.tsx';
import { StageGrid } from '../stage/stage-grid.tsx';
import { picturesOf, useOwnGroup } from './use-own-group.ts';

/** The other classrooms of this one's group. */
export function GroupPictures({ shape }: { shape: 'column' | 'wide' }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const own = useOwnGroup();
  if (!own) return null;
  return <StageGrid stage={picturesOf(own.group, kept.participantId)} shape={shape} empty={t('group.alone')} />;
}
