import type { LessonState, Participant, Track, TrackSource } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { Picture } from '../seat/picture.tsx';
import { useLesson, useReceived } from '../seat/seat-context.tsx';

/** The seat of the teacher who leads, once somebody has sat there. */
export const teacherOf = (lesson: LessonState): Participant | undefined => lesson.participants[lesson.lead.leaderId];

/** The track of one source of the teacher who leads; undefined while there is none. */
export const teacherTrack = (lesson: LessonState, source: TrackSource): Track | undefined =>
  Object.values(lesson.tracks).find((track) => track.participantId === lesson.lead.leaderId && track.source === source);

/** Where a picture of the teacher's comes from. */
export type TeacherSource = 'camera' | 'board' | 'table' | 'screen';

/** One of the teacher's cameras, or the shared screen, as it arrives here. */
export function TeacherPicture({ source, fill = false }: { source: TeacherSource; fill?: boolean }) {
  const { t } = useTranslation();
  const lesson = useLesson();
  const teacher = teacherOf(lesson);
  const track = teacherTrack(lesson, source);
  const received = useReceived(track?.trackId);
  const name = teacher?.name || lesson.facts?.teacherName || t('stage.teacher');
  const words = (() => {
    if (track?.muted) return t('stage.cameraClosed');
    if (!track && teacher?.connection.state === 'away') return t('stage.away');
    return track ? null : t('stage.waitingTeacher');
  })();
  return (
    <Picture
      participantId={teacher?.participantId ?? 'teacher'}
      name={name}
      source={source}
      stream={received?.stream ?? null}
      look={track?.trackId}
      placeholder={words}
      caption={<span>{source === 'camera' ? name : t(`stage.${source}`)}</span>}
      fit="contain"
      fill={fill}
    />
  );
}
