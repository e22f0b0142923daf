import type { LessonState } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { captionAt } from '../core/chat/caption.ts';
import { authorName } from './author-name.ts';
import styles from './caption.module.css';

/** What was said to all, under the picture for a moment. The same live and in the replay. */
export function Caption({ lesson, now }: { lesson: LessonState; now: number }) {
  const { t } = useTranslation();
  const caption = captionAt(lesson, now);
  if (!caption) return null;
  return (
    <div key={caption.key} className={styles.caption} data-testid="caption" data-kind={caption.kind}>
      {caption.kind === 'message' ? (
        <p>
          <strong>
            <bdi>{authorName(t, caption.message)}</bdi>
          </strong>
          <bdi>{caption.message.text}</bdi>
        </p>
      ) : (
        <>
          <p>
            <strong>{t('inquiry.question')}</strong>
            <bdi>{caption.shown.text}</bdi>
          </p>
          <p>
            <strong>{t('inquiry.answer')}</strong>
            <bdi>{caption.shown.answer || t('inquiry.answeredAloud')}</bdi>
          </p>
        </>
      )}
    </div>
  );
}
