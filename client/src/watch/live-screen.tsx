import { useTranslation } from 'react-i18next';
import { LessonNotices } from '../chat/lesson-notices.tsx';
import { FilmMusic } from '../film/film-music.tsx';
import { AtWorkBanner } from '../group/at-work-banner.tsx';
import { PauseCover } from '../permission/room-notice.tsx';
import { ShownQuestion } from '../question/shown-question.tsx';
import { LineBanner } from '../seat/line-banner.tsx';
import { Loudspeakers } from '../seat/loudspeakers.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { mainPicture } from '../stage/main-picture.ts';
import { MainPlace } from '../stage/main-place.tsx';
import { StageGrid } from '../stage/stage-grid.tsx';
import { TeacherPicture } from '../stage/teacher-picture.tsx';
import styles from './live-screen.module.css';
import { WatchHead } from './watch-head.tsx';

/** The live lesson as its audience sees it: the teacher large, the stage beside. */
export function LiveScreen() {
  const { t } = useTranslation();
  const lesson = useLesson();
  const { facts } = lesson;
  const main = mainPicture(lesson, null);
  return (
    <main className={styles.screen} data-testid="live">
      <WatchHead title={facts?.title ?? ''} subject={facts?.subject ?? ''} teacherName={facts?.teacherName ?? ''}>
        <strong className={styles.live}>{t('watch.live')}</strong>
      </WatchHead>
      <div className={styles.main}>
        <MainPlace main={main} />
        <ShownQuestion lesson={lesson} />
        <LessonNotices />
        <PauseCover />
        <FilmMusic />
        <div className={styles.banner}>
          <LineBanner />
          <AtWorkBanner lesson={lesson} testId="live-groups" />
        </div>
      </div>
      <aside className={styles.side}>
        {main.name !== 'camera' && <TeacherPicture source="camera" />}
        <div className={styles.stage}>
          <StageGrid stage={lesson.stage} shape="column" empty={t('watch.stageEmpty')} />
        </div>
      </aside>
      <Loudspeakers />
    </main>
  );
}
