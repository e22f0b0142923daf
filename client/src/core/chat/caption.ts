import type { ChatMessage, LessonState, ShownInquiry } from '@tongke/signaling/protocol/lesson';

/** What stands under the picture for a moment: a message to all, or a question with its answer. */
export type Caption =
  | { kind: 'message'; key: string; message: ChatMessage }
  | { kind: 'inquiry'; key: string; shown: ShownInquiry };

/** How long it stands: as long as a class needs to read it aloud together. */
const shownForMs = { message: 12_000, inquiry: 20_000 };

/** The caption of a moment, milliseconds since the epoch; null when nothing is to be read. The same live and replayed. Pure. */
export function captionAt({ chat, inquiry }: Pick<LessonState, 'chat' | 'inquiry'>, now: number): Caption | null {
  const message = chat.all.findLast(({ isHidden, sentAt }) => !isHidden && now - sentAt < shownForMs.message);
  const shown = inquiry.shown.findLast(({ shownAt }) => now - shownAt < shownForMs.inquiry);
  if (shown && (!message || shown.shownAt >= message.sentAt)) {
    return { kind: 'inquiry', key: `${shown.inquiryId} ${shown.shownAt}`, shown };
  }
  return message ? { kind: 'message', key: message.messageId, message } : null;
}
