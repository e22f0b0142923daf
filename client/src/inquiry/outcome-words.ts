import type { InquiryOutcome } from '@tongke/signaling/protocol/lesson';
import type { TFunction } from 'i18next';

/** What became of a question, in words. */
export function outcomeWords(t: TFunction, outcome: InquiryOutcome): string {
  switch (outcome.name) {
    case 'waiting':
      return t('inquiry.state.waiting');
    case 'declined':
      return t('inquiry.state.declined');
    case 'answered':
      return outcome.how === 'aloud'
        ? t('inquiry.state.aloud')
        : t('inquiry.state.written', { answer: outcome.answer });
  }
}
