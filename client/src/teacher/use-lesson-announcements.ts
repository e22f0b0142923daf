import { useTranslation } from 'react-i18next';
import { nameOf } from '../core/stats/page-stats.ts';
import { useAnnounce } from '../design/announcer.tsx';
import { useSeat } from '../seat/seat-context.tsx';
import { useEntries } from '../seat/use-entries.ts';

/** Says to screen readers what happens in the lesson: hands, and who comes and goes on stage. */
export function useLessonAnnouncements(): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { store } = useSeat().link;
  useEntries(({ event }) => {
    const name = (id: string) => nameOf(store.lesson.get(), id);
    if (event.type === 'handRaised') announce(t('teacher.handNew', { name: name(event.participantId) }));
    if (event.type === 'stageCalled') announce(t('teacher.staged', { name: event.entry.name }));
    if (event.type === 'leadTaken') announce(t('lead.taken', { name: name(event.participantId) }));
    if (event.type === 'stageLeft') announce(t('teacher.unstaged', { name: name(event.participantId) }));
  });
}
