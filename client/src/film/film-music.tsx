import { shownFilm } from '@tongke/signaling/protocol/lesson';
import { useLesson } from '../seat/seat-context.tsx';
import styles from './film-music.module.css';
import { FilmScreen } from './film-screen.tsx';

/** A piece of music that plays: heard, and named in a corner, while the picture stays as it is. */
export function FilmMusic() {
  const shown = shownFilm(useLesson().film);
  if (shown?.file.kind !== 'audio') return null;
  return (
    <div className={styles.corner}>
      <FilmScreen file={shown.file} playback={shown.playback} />
    </div>
  );
}
