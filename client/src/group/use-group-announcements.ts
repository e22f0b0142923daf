import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { useEntries } from '../seat/use-entries.ts';

/** Says to screen readers that the groups are over; that they begin, and the teacher's visits, are said by the banners. */
export function useGroupAnnouncements(): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  useEntries(({ event }) => {
    if (event.type === 'groupsCalledBack') announce(t('group.back'));
  });
}
