import { mayDo, shownFilm } from '@tongke/signaling/protocol/lesson';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../design/panel.tsx';
import { FilmScreen } from '../film/film-screen.tsx';
import { CoTeacherPicture } from '../lead/co-teacher-picture.tsx';
import { OwnPicture } from '../seat/own-picture.tsx';
import { Picture } from '../seat/picture.tsx';
import { useLesson, useSeat, useWatched } from '../seat/seat-context.tsx';
import { TeacherPicture, teacherTrack } from '../stage/teacher-picture.tsx';
import styles from './own-column.module.css';

/** What the rooms see of the main classroom: one's own picture for the teacher, the teacher's for others. */
export function OwnColumn() {
  const { t } = useTranslation();
  const lesson = useLesson();
  const { kept } = useSeat();
  const film = shownFilm(lesson.film);
  const isTeacher = mayDo(kept.role, 'track:publish');
  return (
    <Panel
      compact
      className={styles.column ?? ''}
      title={isTeacher ? t('teacher.own') : lesson.facts?.teacherName || t('stage.teacher')}
    >
      {film && (
        <div className={film.file.kind === 'video' ? styles.film : ''}>
          <FilmScreen file={film.file} playback={film.playback} />
        </div>
      )}
      {isTeacher ? <OwnPicture /> : <TeacherPicture source="camera" />}
      {isTeacher && kept.participantId !== lesson.lead.leaderId ? (
        <TeacherPicture source="camera" />
      ) : (
        <CoTeacherPicture />
      )}
      {isTeacher ? <OwnScreen /> : teacherTrack(lesson, 'screen') && <TeacherPicture source="screen" />}
    </Panel>
  );
}

function OwnScreen() {
  const { t } = useTranslation();
  const { kept, screen } = useSeat();
  const { participants } = useLesson();
  const shared = useWatched(screen.shared);
  const stream = useMemo(() => (shared ? new MediaStream([shared.picture]) : null), [shared]);
  if (!stream) return null;
  return (
    <Picture
      participantId={kept.participantId}
      name={participants[kept.participantId]?.name ?? ''}
      source="screen"
      stream={stream}
      fit="contain"
      caption={<span>{t('teacher.ownScreen')}</span>}
    />
  );
}
