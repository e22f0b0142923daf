import type { FilmFile, Playback } from '@tongke/signaling/protocol/lesson';
import { Music, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilmPlayer } from '../core/film/film-player.ts';
import { useLesson, useSeat, useWatched } from '../seat/seat-context.tsx';
import styles from './film-screen.module.css';
import { useMeasured } from './use-measured.ts';

/**
 * The film that is shown, in step with all other rooms; a piece of music is heard and only named. Exactly one on a page: it
 * is where the sound comes from.
 */
export function FilmScreen({ file, playback }: { file: FilmFile; playback: Playback }) {
  const { t } = useTranslation();
  const { films, link } = useSeat();
  const { volume } = useLesson().film;
  const item = useWatched(films.items).get(file.materialId);
  const measured = useMeasured(file);
  const element = useRef<HTMLVideoElement>(null);
  const player = useRef<FilmPlayer>(null);
  const [isMuted, setMuted] = useState(false);
  const isPlaying = playback.state === 'playing';
  const url = item?.name === 'ready' || item?.name === 'streamed' ? item.url : null;
  const isFailed = item?.name === 'failed';
  const isThere = item !== undefined;
  useEffect(() => {
    // What was not fetched in time is streamed, and so is everything where nothing is fetched ahead.
    if (isThere && (isPlaying || !films.ahead)) films.take(file.materialId);
  }, [films, file.materialId, isPlaying, isThere]);
  useEffect(() => {
    if (!url || !element.current) return undefined;
    const clock = { now: () => link.clock.now(), rate: 1, running: true };
    const made = new FilmPlayer(element.current, clock, () => setMuted(true));
    player.current = made;
    return () => made.close();
  }, [url, link]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a player that was made anew follows as well.
  useEffect(() => {
    player.current?.follow(playback, file.durationMs);
  }, [playback, file.durationMs, url]);
  useEffect(() => {
    if (element.current) element.current.volume = volume;
  });
  useEffect(() => {
    if (!isMuted) return undefined;
    const onGesture = () => {
      setMuted(false);
      if (element.current) element.current.muted = false;
    };
    window.addEventListener('pointerdown', onGesture, { once: true });
    window.addEventListener('keydown', onGesture, { once: true });
    return () => {
      window.removeEventListener('pointerdown', onGesture);
      window.removeEventListener('keydown', onGesture);
    };
  }, [isMuted]);
  const percent = item?.name === 'fetching' ? Math.floor((100 * item.receivedBytes) / file.lengthBytes) : 0;
  const isComing = !url && !isFailed;
  return (
    <div
      className={`${styles.screen} ${file.kind === 'audio' ? styles.music : ''}`}
      data-testid="film"
      data-kind={file.kind}
      data-state={playback.state}
      data-item={item?.name ?? 'none'}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: a film that a teacher brings has no captions that we know of. */}
      <video
        key={url ?? 'none'}
        ref={element}
        src={url ?? undefined}
        preload="auto"
        playsInline
        disablePictureInPicture
        aria-label={file.title}
        data-testid="film-video"
        onLoadedMetadata={() => player.current?.step()}
        onDurationChange={(event) => measured(event.currentTarget.duration)}
        onEnded={(event) => measured(event.currentTarget.currentTime)}
        onError={() => films.refuse(file.materialId)}
      />
      {file.kind === 'audio' && (
        <p className={styles.title}>
          <Music aria-hidden="true" /> <span>{file.title}</span>
        </p>
      )}
      {isComing && <p className={styles.words}>{t('film.coming', { percent: Math.min(99, percent) })}</p>}
      {isFailed && (
        <p className={styles.words} data-testid="film-failed">
          <TriangleAlert aria-hidden="true" /> {t('film.failedHere')}
        </p>
      )}
      {isMuted && <p className={styles.words}>{t('film.clickForSound')}</p>}
    </div>
  );
}
