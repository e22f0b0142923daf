import { Mic, MicOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { OwnPicture } from '../seat/own-picture.tsx';
import { Picture } from '../seat/picture.tsx';
import { useLesson, useReceived, useSeat } from '../seat/seat-context.tsx';
import { otherTeacher } from './other-teacher.ts';

/** The second teacher's face, small, while the other leads. Nothing when there is none. */
export function CoTeacherPicture() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const lesson = useLesson();
  const teacher = otherTeacher(lesson, lesson.lead.leaderId);
  const tracks = Object.values(lesson.tracks).filter((track) => track.participantId === teacher?.participantId);
  const camera = tracks.find((track) => track.source === 'camera');
  const microphone = tracks.find((track) => track.source === 'microphone');
  const received = useReceived(camera?.trackId);
  if (!teacher) return null;
  if (teacher.participantId === kept.participantId) return <OwnPicture />;
  const words =
    teacher.connection.state === 'away'
      ? t('stage.away')
      : camera
        ? camera.muted && t('stage.cameraClosed')
        : t('stage.noPicture');
  const isHeard = microphone && !microphone.muted;
  return (
    <Picture
      participantId={teacher.participantId}
      name={teacher.name || t('lead.second')}
      source="camera"
      stream={received?.stream ?? null}
      look={camera?.trackId}
      placeholder={words || null}
      fit="contain"
      caption={
        <>
          {isHeard ? (
            <Mic aria-label={t('stage.microphoneOpen')} size={18} />
          ) : (
            <MicOff aria-label={t('stage.microphoneClosed')} size={18} />
          )}
          <span>{teacher.name || t('lead.second')}</span>
        </>
      }
    />
  );
}
