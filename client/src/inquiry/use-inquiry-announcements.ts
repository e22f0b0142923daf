import { useTranslation } from 'react-i18next';
import { nameOf } from '../core/stats/page-stats.ts';
import { useAnnounce } from '../design/announcer.tsx';
import { useToast } from '../design/toast.tsx';
import { useSeat } from '../seat/seat-context.tsx';
import { useEntries } from '../seat/use-entries.ts';

/** Says to screen readers that somebody asks, and to a classroom that its question was answered. */
export function useInquiryAnnouncements(): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const toast = useToast();
  const { link, kept } = useSeat();
  useEntries(({ event }) => {
    const isRoom = kept.role === 'classroom';
    if (event.type === 'inquiryAsked' && !isRoom) {
      const { participantId, text } = event.inquiry;
      announce(t('inquiry.new', { name: nameOf(link.store.lesson.get(), participantId), text }));
    }
    if (event.type === 'inquiryAnswered' && isRoom) {
      announce(t('inquiry.answeredNew'));
      toast('info', t('inquiry.answeredNew'));
    }
  });
}
