import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';
import { useNow } from '../seat/use-now.ts';

/** How long the lesson has run. */
export function LessonClock() {
  const { t } = useTranslation();
  const { phase } = useLesson();
  const now = useNow();
  if (phase.name !== 'open') return null;
  const seconds = Math.max(0, Math.floor((now - phase.openedAt) / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const text = `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return (
    <span data-testid="lesson-clock">
      {t('teacher.since')} {text}
    </span>
  );
}
