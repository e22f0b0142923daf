import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../design/language-switch.tsx';
import { RoomLightSwitch } from '../design/room-light-switch.tsx';
import { MusicMark } from '../music/music-mark.tsx';
import { OwnStars } from '../praise/own-stars.tsx';
import { QualityMark } from '../seat/quality-mark.tsx';
import { useLesson, useLine, useSeat, useWatched } from '../seat/seat-context.tsx';
import { useOwn } from '../seat/use-own.ts';
import { TimeLeft } from '../stage/time-left.tsx';
import styles from './classroom-head.module.css';

/** Which lesson this is and which room; in large letters when the room is on stage. */
export function ClassroomHead({ isStaged }: { isStaged: boolean }) {
  const { t } = useTranslation();
  const { kept, link } = useSeat();
  const { facts, participants, classrooms, stage } = useLesson();
  const entry = stage.find((each) => each.participantId === kept.participantId);
  const measured = useWatched(link.quality).get(kept.participantId);
  // What was measured before the line went down says nothing now.
  const isUp = useLine().name === 'up';
  const quality = isUp ? measured : undefined;
  const microphone = useOwn('microphone');
  const own = participants[kept.participantId];
  const school = own?.classroomId ? classrooms[own.classroomId]?.schoolName : undefined;
  return (
    <header className={`${styles.head} ${isStaged ? styles.staged : ''}`}>
      {isStaged ? (
        <div className={styles.stage} role="status" data-testid="on-stage">
          <h1>{t('classroom.onStage')}</h1>
          {entry && <TimeLeft entry={entry} large />}
          <span>
            {t(!isUp ? 'stage.away' : microphone.isOpen ? 'classroom.onStageHint' : 'classroom.onStageMuted')}
          </span>
        </div>
      ) : (
        <h1 className={styles.title}>
          {facts?.title}
          <span>{[facts?.teacherName || t('stage.teacher'), facts?.coTeacherName].filter(Boolean).join(' · ')}</span>
        </h1>
      )}
      <div className={styles.room}>
        <span>
          {school} {own?.name}
        </span>
        <MusicMark />
        <OwnStars />
        <QualityMark quality={quality} testId="own-quality" />
        <RoomLightSwitch />
        <LanguageSwitch />
      </div>
    </header>
  );
}
