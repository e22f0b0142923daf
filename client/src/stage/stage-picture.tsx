import { isHeldBack, type StageEntry } from '@tongke/signaling/protocol/lesson';
import { Mic, MicOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { OwnPicture } from '../seat/own-picture.tsx';
import { Picture } from '../seat/picture.tsx';
import { useLesson, useReceived, useSeat } from '../seat/seat-context.tsx';
import { TimeLeft } from './time-left.tsx';

/** A classroom on stage: its picture, its name and its school, and whether its microphone is open. */
export function StagePicture({ entry }: { entry: StageEntry }) {
  const { kept } = useSeat();
  return entry.participantId === kept.participantId ? <OwnPicture fill /> : <Other entry={entry} />;
}

function Other({ entry }: { entry: StageEntry }) {
  const { t } = useTranslation();
  const lesson = useLesson();
  const { participants } = lesson;
  const camera = entry.tracks.find((track) => track.source === 'camera');
  const microphone = entry.tracks.find((track) => track.source === 'microphone');
  const received = useReceived(camera?.trackId);
  const isAway = participants[entry.participantId]?.connection.state === 'away';
  const words = isAway
    ? t('stage.away')
    : lesson.permission.pausedAt !== null
      ? t('permission.pausedTitle')
      : camera && (camera.muted || isHeldBack(lesson.permission, camera))
        ? t('stage.cameraClosed')
        : camera
          ? null
          : t('stage.noPicture');
  const isHeard = microphone && !microphone.muted && !isHeldBack(lesson.permission, microphone);
  return (
    <Picture
      participantId={entry.participantId}
      name={entry.name}
      source="camera"
      stream={received?.stream ?? null}
      look={camera?.trackId}
      placeholder={words}
      fit="contain"
      fill
      caption={
        <>
          {isHeard ? (
            <Mic aria-label={t('stage.microphoneOpen')} size={18} />
          ) : (
            <MicOff aria-label={t('stage.microphoneClosed')} size={18} />
          )}
          <span>
            {entry.schoolName} {entry.name}
          </span>
          <TimeLeft entry={entry} />
        </>
      }
    />
  );
}
