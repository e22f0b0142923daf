import { mayDo, shownFilm } from '@tongke/signaling/protocol/lesson';
import { FilmIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../design/panel.tsx';
import { MusicSwitch } from '../music/music-switch.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { FilmAdd } from './film-add.tsx';
import { FilmControls } from './film-controls.tsx';
import styles from './film-panel.module.css';
import { FilmRow } from './film-row.tsx';

/** The films and the music of the lesson: brought in, put on all screens, played in step. */
export function FilmPanel() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { film } = useLesson();
  const shown = shownFilm(film);
  const mayPlay = mayDo(kept.role, 'film:play');
  return (
    <Panel compact testId="film-panel" className={styles.panel ?? ''} title={t('film.title')}>
      {shown && mayPlay && <FilmControls file={shown.file} playback={shown.playback} />}
      {film.files.length === 0 && (
        <p className={styles.none}>
          <FilmIcon aria-hidden="true" /> {t('film.none')}
        </p>
      )}
      <ul className={styles.films}>
        {film.files.map((file) => (
          <FilmRow key={file.materialId} file={file} isShown={file.materialId === shown?.file.materialId} />
        ))}
      </ul>
      {mayPlay && <FilmAdd />}
      <MusicSwitch />
    </Panel>
  );
}
