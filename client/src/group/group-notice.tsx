import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { GroupTime } from './group-time.tsx';
import { useOwnGroup } from './use-own-group.ts';

/** Tells a classroom which group it is in, who hears it, and whether the teacher is there. Nothing while the class is one. */
export function GroupNotice() {
  const { t } = useTranslation();
  const { group } = useLesson();
  const own = useOwnGroup();
  if (group.split === null) return null;
  const words = (() => {
    if (!own) return t('group.withTeacher');
    const { number, visited } = own.group;
    if (visited) return t('group.visited', { number });
    return t(group.addressed ? 'group.addressed' : 'group.apart', { number });
  })();
  return (
    <Banner tone={own && !own.isApart ? 'good' : 'info'} large action={<GroupTime />} testId="group-notice">
      {words}
    </Banner>
  );
}
