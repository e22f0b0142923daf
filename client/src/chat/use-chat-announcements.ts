import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { useToast } from '../design/toast.tsx';
import { useSeat } from '../seat/seat-context.tsx';
import { useEntries } from '../seat/use-entries.ts';
import { authorName } from './author-name.ts';

/** Says to screen readers what was written to this seat; a classroom is also told in a corner that staff wrote to it. */
export function useChatAnnouncements(): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const toast = useToast();
  const { kept } = useSeat();
  useEntries(({ event, at }) => {
    if (event.type !== 'messageSent' && event.type !== 'messagePublished') return;
    const message = { ...event.message, isHidden: false, sentAt: at };
    const words = { name: authorName(t, message), text: message.text };
    const isRoom = kept.role === 'classroom';
    if (event.type === 'messagePublished') announce(t('chat.toAllNow', words));
    else if (!isRoom && message.author === 'classroom') announce(t('chat.fromRoom', words));
    else if (isRoom && message.author !== 'classroom') {
      announce(t('chat.fromStaff'));
      toast('info', t('chat.fromStaff'));
    }
  });
}
