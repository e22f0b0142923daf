import { type CSSProperties, memo, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '../design/spinner.tsx';
import styles from './picture.module.css';
import type { ReplayPlayer } from './replay/replay-player.ts';
import type { Place } from './replay/scene.ts';
import type { Condition } from './replay/segment-source.ts';
import type { ReplayTrack } from './replay/timeline.ts';

/** One picture of the replay. Stays the same element wherever it moves, so that it never starts again. */
export const Picture = memo(function Picture(props: {
  player: ReplayPlayer;
  track: ReplayTrack;
  /** Null: loaded for the scene that comes next, and not seen yet. */
  place: Place | null;
  /** Counts from 0 among the pictures of its place. */
  index: number;
  condition: Condition;
  /** In a gap: whether the source itself was off, which is no loss. */
  off: boolean;
}) {
  const { t } = useTranslation();
  const { player, track, place, condition } = props;
  const { trackId } = track;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a track that grows is the same track to its element.
  const mount = useCallback(
    (element: HTMLVideoElement) => {
      const undo = player.mount(track, element);
      const observer = new ResizeObserver(([entry]) => {
        const heightPx = (entry?.contentRect.height ?? 0) * devicePixelRatio;
        // Out of sight it has no size of its own yet.
        if (heightPx > 8) player.setHeight(trackId, heightPx);
      });
      observer.observe(element);
      return () => {
        observer.disconnect();
        undo();
      };
    },
    [player, trackId],
  );
  const gap = place !== null && condition === 'gap' ? (props.off ? 'off' : 'gap') : null;
  return (
    <figure
      className={styles.picture}
      data-place={place ?? 'next'}
      style={{ '--index': props.index } as CSSProperties}
      aria-hidden={place === null}
      data-testid={place === null ? undefined : `replay-picture-${place}`}
    >
      <video
        ref={mount}
        className={styles.video}
        muted
        playsInline
        disablePictureInPicture
        aria-label={t(`watch.source.${track.source}`, { name: track.name })}
        data-testid={place === null ? undefined : 'replay-video'}
        data-participant-name={track.name}
        data-participant-id={track.participantId}
        data-track-id={trackId}
        data-source={track.source}
      />
      {gap && <p className={styles.words}>{t(`watch.picture.${gap}`)}</p>}
      {condition === 'unsupported' && <p className={styles.words}>{t('watch.picture.unsupported')}</p>}
      {place !== null && condition === 'loading' && (
        <span className={styles.waiting}>
          <Spinner label={t('watch.picture.loading')} />
        </span>
      )}
      <figcaption className={styles.name}>
        {track.source === 'camera' && track.schoolName ? `${track.schoolName} ${track.name}` : track.name}
      </figcaption>
    </figure>
  );
});
