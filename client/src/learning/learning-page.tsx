import { useTranslation } from 'react-i18next';
import { SheetLoading, SheetNotice } from '../design/sheet-notice.tsx';
import { ClassroomView } from './classroom-view.tsx';
import { PupilView } from './pupil-view.tsx';
import { useLearning } from './use-learning.ts';

/** Learning records: of a pupil, lesson by lesson, or of a classroom, pupil by pupil. */
export function LearningPage() {
  const { t } = useTranslation();
  const load = useLearning();
  switch (load.state) {
    case 'pupil':
      return <PupilView classroomId={load.classroomId} history={load.history} />;
    case 'classroom':
      return <ClassroomView classroomId={load.classroomId} history={load.history} />;
    case 'loading':
      return <SheetLoading label={t('learning.loading')} />;
    case 'noLink':
      return <SheetNotice title={t('learning.failed')} words={t('learning.noLink')} retry={false} testId="learning" />;
    case 'failed':
      return <SheetNotice title={t('learning.failed')} words={t(`error.${load.code}`)} retry testId="learning" />;
  }
}
