import { classroomSeat, type InvitedClassroom, type Participant } from '@tongke/signaling/protocol/lesson';
import { CircleDashed, Hand, MicOff, Presentation, Unplug, Wifi } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PresentMark } from '../attendance/present-mark.tsx';
import { GroupMark } from '../group/group-mark.tsx';
import { HelpMark } from '../help/help-mark.tsx';
import { StarButton } from '../praise/star-button.tsx';
import { Picture } from '../seat/picture.tsx';
import { QualityMark } from '../seat/quality-mark.tsx';
import { useLesson, useReceived, useSeat, useWatched } from '../seat/seat-context.tsx';
import { CallButton } from './call-button.tsx';
import styles from './wall.module.css';

type Presence = 'here' | 'away' | 'gone' | 'never';
const icons = { here: Wifi, away: Unplug, gone: CircleDashed, never: CircleDashed };

/** One classroom: its picture, its name, whether it is here and how good its line is, and the button that calls it. */
export function WallTile({ classroom, isMoving }: { classroom: InvitedClassroom; isMoving: boolean }) {
  const { t } = useTranslation();
  const lesson = useLesson();
  const quality = useWatched(useSeat().link.quality);
  const id = classroomSeat(classroom.classroomId);
  const presence = presenceOf(lesson.participants[id]);
  const tracks = Object.values(lesson.tracks).filter((track) => track.participantId === id);
  const camera = tracks.find((track) => track.source === 'camera');
  const microphone = tracks.find((track) => track.source === 'microphone');
  const isStaged = lesson.stage.some((entry) => entry.participantId === id);
  const hasHand = lesson.hands.some((hand) => hand.participantId === id);
  const shown = isMoving ? camera?.trackId : undefined;
  const received = useReceived(shown);
  const Icon = icons[presence];
  const words = (() => {
    if (presence !== 'here') return t(`wall.${presence}`);
    if (isStaged) return t('stage.title');
    return camera && !camera.muted ? null : t(camera ? 'stage.cameraClosed' : 'stage.noPicture');
  })();
  const classes = [styles.tile, isStaged ? styles.staged : '', hasHand ? styles.raised : ''];
  return (
    <li className={classes.filter(Boolean).join(' ')} data-testid={`tile-${id}`} data-presence={presence}>
      <Picture
        participantId={id}
        name={classroom.name}
        source="camera"
        stream={isStaged ? null : (received?.stream ?? null)}
        look={isStaged ? undefined : shown}
        placeholder={words}
        placeholderIcon={
          isStaged ? <Presentation aria-hidden="true" /> : presence === 'here' ? undefined : <Icon aria-hidden="true" />
        }
        caption={
          hasHand && (
            <>
              <Hand aria-hidden="true" size={18} />
              <span>{t('wall.hand')}</span>
            </>
          )
        }
      />
      <div className={styles.names}>
        <strong>{classroom.name}</strong>
        <span>{classroom.schoolName}</span>
      </div>
      <div className={styles.state}>
        <span className={styles[presence]} data-testid={`presence-${id}`}>
          <Icon aria-hidden="true" size={16} /> {t(`wall.${presence}`)}
        </span>
        {presence === 'here' && <QualityMark quality={quality.get(id)} testId={`quality-${id}`} />}
        <GroupMark participantId={id} />
        <PresentMark participantId={id} />
        <HelpMark participantId={id} />
        {presence === 'here' && microphone?.muted && <MicOff aria-label={t('wall.muted')} size={16} />}
      </div>
      <div className={styles.actions}>
        <CallButton participantId={id} isHere={presence === 'here'} isStaged={isStaged} />
        <StarButton classroom={classroom} />
      </div>
    </li>
  );
}

function presenceOf(participant: Participant | undefined): Presence {
  return participant?.connection.state ?? 'never';
}
