import type { ChatMessage } from '@tongke/signaling/protocol/lesson';
import type { TFunction } from 'i18next';

/** Who wrote a message, in words. */
export function authorName(t: TFunction, { author, name, schoolName }: ChatMessage): string {
  switch (author) {
    case 'teacher':
      return name || t('chat.teacher');
    case 'desk':
      return t('chat.desk');
    case 'classroom':
      return `${schoolName} ${name}`.trim();
  }
}
