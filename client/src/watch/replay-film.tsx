import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FilmPlayer } from '../core/film/film-player.ts';
import type { ReplayPlayer } from './replay/replay-player.ts';
import type { ReplayView } from './replay/replay-view.ts';
import type { SceneFilm } from './replay/scene.ts';
import styles from './replay-film.module.css';

/** The film of the scene, from the archive's own copy, in step with the replay; a piece of music is heard and named. */
export function ReplayFilm({ player, view, film }: { player: ReplayPlayer; view: ReplayView; film: SceneFilm }) {
  const { t } = useTranslation();
  const { file, playback } = film;
  const element = useRef<HTMLVideoElement>(null);
  const follower = useRef<FilmPlayer>(null);
  useEffect(() => {
    if (!element.current) return undefined;
    // The replay itself asks for a click where the browser wants one.
    const made = new FilmPlayer(element.current, player.lessonClock, () => {});
    follower.current = made;
    return () => made.close();
  }, [player]);
  useEffect(() => {
    follower.current?.follow(playback, file.durationMs);
  }, [playback, file.durationMs]);
  useEffect(() => {
    if (!element.current) return;
    element.current.volume = view.volume * film.volume;
    element.current.muted = view.muted;
  }, [view.volume, view.muted, film.volume]);
  return (
    <figure className={styles.film} data-kind={file.kind}>
      {/* biome-ignore lint/a11y/useMediaCaption: a film that a teacher brought has no captions that we know of. */}
      <video
        ref={element}
        src={player.materialUrl(file.materialId)}
        preload="auto"
        playsInline
        disablePictureInPicture
        aria-label={t('watch.source.film', { name: file.title })}
        data-testid="replay-film"
      />
      <figcaption>{file.title}</figcaption>
    </figure>
  );
}
