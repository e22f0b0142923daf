import { shownFilm } from '@tongke/signaling/protocol/lesson';
import { useLesson } from '../seat/seat-context.tsx';
import { FilmScreen } from './film-screen.tsx';

/** The film that all rooms see now; nothing while none is shown. */
export function FilmPlace() {
  const shown = shownFilm(useLesson().film);
  return shown && <FilmScreen file={shown.file} playback={shown.playback} />;
}
