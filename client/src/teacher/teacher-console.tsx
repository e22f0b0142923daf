import { mayDo, visitedGroup } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { useChatAnnouncements } from '../chat/use-chat-announcements.ts';
import { Panel } from '../design/panel.tsx';
import { GroupBanner } from '../group/group-banner.tsx';
import { useGroupAnnouncements } from '../group/use-group-announcements.ts';
import { picturesOf } from '../group/use-own-group.ts';
import { useHelpAnnouncements } from '../help/use-help-announcements.ts';
import { useInquiryAnnouncements } from '../inquiry/use-inquiry-announcements.ts';
import { LeadBanner } from '../lead/lead-banner.tsx';
import { PermissionBanners } from '../permission/staff-banners.tsx';
import { usePermissionAnnouncements } from '../permission/use-permission-announcements.ts';
import { ProgrammeKeys } from '../programme/programme-keys.tsx';
import { DeviceBanner } from '../seat/device-banner.tsx';
import { LineBanner } from '../seat/line-banner.tsx';
import { Loudspeakers } from '../seat/loudspeakers.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { BoardArea } from '../slides/board-area.tsx';
import { FileDrop } from '../slides/file-drop.tsx';
import { LessonShelf } from '../slides/lesson-shelf.tsx';
import { SecondDisplay } from '../slides/second-display.tsx';
import { CallKeys } from '../stage/call-keys.tsx';
import { LongerButton, useLongerKey } from '../stage/longer-button.tsx';
import { StageGrid } from '../stage/stage-grid.tsx';
import { CallButton } from '../wall/call-button.tsx';
import { Wall } from '../wall/wall.tsx';
import { AlarmBanners } from './alarm-banners.tsx';
import { CloseMicrophoneButton } from './close-microphone-button.tsx';
import { ControlBar } from './control-bar.tsx';
import { OwnColumn } from './own-column.tsx';
import { SeatRequests } from './seat-requests.tsx';
import styles from './teacher-console.module.css';
import { ToolRail } from './tool-rail.tsx';
import { useLessonAnnouncements } from './use-lesson-announcements.ts';

/** Classrooms that stand side by side on most screens. */
const oneRow = 6;

/** Where a lesson is taught, directed or inspected: the stage, the hands, the wall. What one may do depends on the role. */
export function TeacherConsole() {
  const { t } = useTranslation();
  const { stage, classrooms, slides, group } = useLesson();
  const { kept } = useSeat();
  useLessonAnnouncements();
  useChatAnnouncements();
  useInquiryAnnouncements();
  useHelpAnnouncements();
  useGroupAnnouncements();
  usePermissionAnnouncements();
  useLongerKey();
  const isLarge = Object.keys(classrooms).length > oneRow;
  const visited = visitedGroup(group);
  const mayCall = mayDo(kept.role, 'stage:call');
  return (
    <main
      className={styles.console}
      data-testid="teacher-console"
      data-role={kept.role}
      data-slides={slides.shown !== null}
    >
      <ControlBar />
      <ProgrammeKeys />
      <div className={styles.banners}>
        <LineBanner />
        <DeviceBanner />
        <AlarmBanners />
        <SeatRequests />
        <LeadBanner />
        <PermissionBanners />
        <GroupBanner />
      </div>
      <LessonShelf>
        <div className={styles.body}>
          <div className={styles.lesson}>
            <div className={styles.upper}>
              <OwnColumn />
              <BoardArea />
              <Panel
                compact
                title={visited ? t('group.name', { number: visited.number }) : t('stage.title')}
                actions={<CallKeys />}
                className={styles.stage ?? ''}
              >
                <div className={styles.stageBox}>
                  <StageGrid
                    stage={visited ? picturesOf(visited) : stage}
                    shape={slides.shown === null ? 'wide' : 'column'}
                    empty={
                      <>
                        <strong>{t('stage.empty')}</strong>
                        {mayCall && slides.shown === null && <span>{t('stage.emptyHint')}</span>}
                      </>
                    }
                    actions={(entry) => (
                      <>
                        {!visited && <LongerButton entry={entry} />}
                        <CloseMicrophoneButton entry={entry} />
                        {!visited && <CallButton participantId={entry.participantId} isHere isStaged isShort />}
                      </>
                    )}
                  />
                </div>
              </Panel>
            </div>
            <Wall className={`${styles.wall} ${isLarge ? styles.many : ''}`} low={slides.shown !== null} />
          </div>
          <ToolRail />
        </div>
        <SecondDisplay />
      </LessonShelf>
      {mayDo(kept.role, 'deck:add') && <FileDrop />}
      <Loudspeakers />
    </main>
  );
}
