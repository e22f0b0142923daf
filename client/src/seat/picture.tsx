import type { TrackId, TrackSource } from '@tongke/signaling/protocol/lesson';
import { VideoOff } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '../design/spinner.tsx';
import styles from './picture.module.css';
import { useSeat } from './seat-context.tsx';
import { showStream } from './show-stream.ts';

export interface PictureProps {
  participantId: string;
  /** Of the participant, for people and for outside drivers. */
  name: string;
  source: TrackSource;
  stream: MediaStream | null;
  /** Says to the server that this track is on the screen, and how large. Not for one's own picture. */
  look?: TrackId | undefined;
  /** Why there is nothing to see; covers the picture. */
  placeholder?: ReactNode;
  /** Before the placeholder's words; a crossed camera unless given. */
  placeholderIcon?: ReactNode;
  caption?: ReactNode;
  mirrored?: boolean;
  /** `contain` shows all of a slide; `cover` fills the box with a face. */
  fit?: 'cover' | 'contain';
  /** Fills its parent instead of keeping 16:9. */
  fill?: boolean;
}

/** A moving picture. While nothing arrives the last frame stays. Without sound: see Loudspeakers. */
export function Picture(props: PictureProps) {
  const { participantId, name, source, stream, look } = props;
  const { t } = useTranslation();
  const { timings } = useSeat();
  const box = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const [isMoving, setMoving] = useState(false);
  const [hasMoved, setMoved] = useState(false);
  const isTeacher = useIsTeacher(participantId);
  useEffect(() => {
    if (!video.current || !still.current) return undefined;
    return showStream(video.current, still.current, stream, (moving) => {
      setMoving(moving);
      if (moving) setMoved(true);
      if (moving && look) timings.frame(participantId, isTeacher && source === 'camera');
    });
  }, [stream, look, participantId, source, isTeacher, timings]);
  useLook(box, look);
  const classes = [
    styles.picture,
    props.fill ? styles.fill : styles.wide,
    props.fit === 'contain' ? styles.contain : '',
    props.mirrored ? styles.mirrored : '',
  ];
  return (
    <div ref={box} className={classes.filter(Boolean).join(' ')}>
      <video
        ref={video}
        muted
        playsInline
        autoPlay
        disablePictureInPicture
        data-testid={`video-${source}-${participantId}`}
        data-participant-name={name}
        data-moving={isMoving}
        aria-label={name}
      />
      <canvas ref={still} className={isMoving ? styles.hidden : ''} />
      {look && !hasMoved && (
        <div className={styles.coming}>
          <Spinner label={t('common.loading')} />
        </div>
      )}
      {props.placeholder && (
        <div className={styles.placeholder}>
          {props.placeholderIcon ?? <VideoOff aria-hidden="true" />}
          {props.placeholder}
        </div>
      )}
      {props.caption && <div className={styles.caption}>{props.caption}</div>}
    </div>
  );
}

function useIsTeacher(participantId: string): boolean {
  const { participants } = useSeat().link.store.lesson.get();
  return Object.values(participants).some((each) => each.participantId === participantId && each.role === 'teacher');
}

/** Tells how large a picture is on the screen, while it is there. */
function useLook(box: RefObject<HTMLDivElement | null>, trackId: TrackId | undefined): void {
  const { looks } = useSeat().desk;
  useEffect(() => {
    const element = box.current;
    if (!element || !trackId) return undefined;
    const picture = {};
    let isOnScreen = true;
    const tell = () => {
      const widthPixels = element.clientWidth * devicePixelRatio;
      if (isOnScreen && widthPixels > 0) looks.see(picture, trackId, widthPixels);
      else looks.forget(picture);
    };
    const size = new ResizeObserver(tell);
    const place = new IntersectionObserver((entries) => {
      isOnScreen = entries.at(-1)?.isIntersecting ?? isOnScreen;
      tell();
    });
    size.observe(element);
    place.observe(element);
    tell();
    return () => {
      size.disconnect();
      place.disconnect();
      looks.forget(picture);
    };
  }, [box, trackId, looks]);
}
