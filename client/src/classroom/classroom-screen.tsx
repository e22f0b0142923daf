import { useTranslation } from 'react-i18next';
import { LessonNotices } from '../chat/lesson-notices.tsx';
import { useChatAnnouncements } from '../chat/use-chat-announcements.ts';
import { FilmMusic } from '../film/film-music.tsx';
import { GroupNotice } from '../group/group-notice.tsx';
import { GroupPictures } from '../group/group-pictures.tsx';
import { useGroupAnnouncements } from '../group/use-group-announcements.ts';
import { useOwnGroup } from '../group/use-own-group.ts';
import { useHelpAnnouncements } from '../help/use-help-announcements.ts';
import { useInquiryAnnouncements } from '../inquiry/use-inquiry-announcements.ts';
import { CoTeacherPicture } from '../lead/co-teacher-picture.tsx';
import { PauseCover, RoomNotice } from '../permission/room-notice.tsx';
import { usePermissionAnnouncements } from '../permission/use-permission-announcements.ts';
import { ClassroomQuestion } from '../question/classroom-question.tsx';
import { DeviceBanner } from '../seat/device-banner.tsx';
import { LineBanner } from '../seat/line-banner.tsx';
import { Loudspeakers } from '../seat/loudspeakers.tsx';
import { OwnPicture } from '../seat/own-picture.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { mainPicture } from '../stage/main-picture.ts';
import { MainPlace } from '../stage/main-place.tsx';
import { StageGrid } from '../stage/stage-grid.tsx';
import { TeacherPicture } from '../stage/teacher-picture.tsx';
import { ClassroomBar } from './classroom-bar.tsx';
import { ClassroomHead } from './classroom-head.tsx';
import styles from './classroom-screen.module.css';

/** The one big screen of a receiving classroom: the teacher, the stage, the room itself, one hand to raise. */
export function ClassroomScreen() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const lesson = useLesson();
  usePermissionAnnouncements();
  const isStaged = lesson.stage.some((entry) => entry.participantId === kept.participantId);
  const main = mainPicture(lesson, kept.participantId);
  const own = useOwnGroup();
  const isApart = own?.isApart ?? false;
  // A page or a film goes on in groups; where the teacher's picture would be, the group sees itself.
  const isGroupLarge = isApart && main.name !== 'slides' && main.name !== 'film';
  useChatAnnouncements();
  useInquiryAnnouncements();
  useHelpAnnouncements();
  useGroupAnnouncements();
  return (
    <main
      className={`${styles.screen} ${isStaged ? styles.staged : ''}`}
      data-testid="classroom-screen"
      data-on-stage={isStaged}
      data-main={main.name}
    >
      <ClassroomHead isStaged={isStaged} />
      <div className={styles.main}>
        {isGroupLarge ? <GroupPictures shape="wide" /> : <MainPlace main={main} />}
        <ClassroomQuestion />
        <LessonNotices sound />
        <FilmMusic />
        <div className={styles.banners}>
          <LineBanner large />
          <DeviceBanner />
          <RoomNotice />
          <GroupNotice />
        </div>
        <PauseCover />
      </div>
      <aside className={styles.side}>
        {main.name !== 'camera' && !isApart && (
          <div className={styles.face}>
            <TeacherPicture source="camera" />
          </div>
        )}
        {!isApart && <CoTeacherPicture />}
        <div className={styles.stage}>
          {own ? (
            !isGroupLarge && <GroupPictures shape="column" />
          ) : (
            <StageGrid stage={lesson.stage} shape="column" empty={t('stage.empty')} />
          )}
        </div>
        {!isStaged && (
          <div className={styles.own}>
            <OwnPicture />
          </div>
        )}
      </aside>
      <ClassroomBar isStaged={isStaged} />
      <Loudspeakers />
    </main>
  );
}
