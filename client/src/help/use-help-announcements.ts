import { useTranslation } from 'react-i18next';
import { nameOf } from '../core/stats/page-stats.ts';
import { useAnnounce } from '../design/announcer.tsx';
import { useToast } from '../design/toast.tsx';
import { useSeat } from '../seat/seat-context.tsx';
import { useEntries } from '../seat/use-entries.ts';

/** Tells staff that a classroom calls, and the classroom that somebody comes. */
export function useHelpAnnouncements(): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const toast = useToast();
  const { link, kept } = useSeat();
  useEntries(({ event }) => {
    const isRoom = kept.role === 'classroom';
    const words =
      event.type === 'helpCalled' && !isRoom
        ? t('help.new', { name: nameOf(link.store.lesson.get(), event.participantId) })
        : event.type === 'helpAcknowledged' && isRoom
          ? t('help.comingNew')
          : null;
    if (words === null) return;
    announce(words);
    toast(isRoom ? 'info' : 'warning', words);
  });
}
