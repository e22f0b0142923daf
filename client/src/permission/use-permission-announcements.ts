import { isStaff } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { useSeat } from '../seat/seat-context.tsx';
import { useEntries } from '../seat/use-entries.ts';

/** Says to screen readers what the controls have just done, whoever used them. */
export function usePermissionAnnouncements(): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { kept } = useSeat();
  const staff = isStaff(kept.role);
  useEntries(({ event }) => {
    switch (event.type) {
      case 'lessonPaused':
        return announce(t(staff ? 'permission.pausedStaff' : 'permission.pausedTitle'));
      case 'lessonResumed':
        return announce(t('permission.resumed'));
      case 'interactionForbidden':
        return announce(t(staff ? 'permission.forbiddenStaff' : 'permission.forbiddenRoom'));
      case 'interactionPermitted':
        return announce(t('permission.permitted'));
      case 'switchSet': {
        const what = t(`permission.${event.what}`);
        return announce(t(event.on ? 'permission.switchedOn' : 'permission.switchedOff', { what }));
      }
    }
  });
}
