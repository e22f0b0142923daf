import type { LessonState } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';

/** Says to those who watch, live or later, that the classrooms work in groups. */
export function AtWorkBanner({ lesson, testId }: { lesson: LessonState; testId: string }) {
  const { t } = useTranslation();
  if (!lesson.group.split) return null;
  return (
    <Banner tone="info" testId={testId}>
      {t('group.atWork')}
    </Banner>
  );
}
