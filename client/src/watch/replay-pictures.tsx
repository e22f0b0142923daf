import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Picture } from './picture.tsx';
import type { ReplayPlayer } from './replay/replay-player.ts';
import type { ReplayView } from './replay/replay-view.ts';
import { gapAt } from './replay/timeline.ts';
import { ReplayFilm } from './replay-film.tsx';
import styles from './replay-pictures.module.css';
import { ReplayQuestion } from './replay-question.tsx';
import { ReplayPage } from './replay-slides.tsx';
import { Sound } from './sound.tsx';

/** What is seen and heard: the teacher large, the stage beside, as in the classrooms. */
export function ReplayPictures({
  player,
  view,
  baseUrl,
}: {
  player: ReplayPlayer;
  view: ReplayView;
  /** Address of the archive's folder. */
  baseUrl: string;
}) {
  const { t } = useTranslation();
  const { scene, attached, conditions } = view;
  const still = view.state === 'paused' || view.state === 'ended' || view.state === 'blocked';
  const withStage = view.stageSpans.length > 0;
  const placeOf = (trackId: string) => scene.pictures.find(({ track }) => track.trackId === trackId)?.place ?? null;
  const insets = scene.pictures.filter(({ place }) => place === 'inset').map(({ track }) => track.trackId);
  const seatOf = (trackId: string) => scene.stage.findIndex(({ picture }) => picture?.trackId === trackId);
  const seats = { '--seats': Math.max(3, scene.stage.length) } as CSSProperties;
  const hasLarge =
    scene.page !== null || scene.film?.file.kind === 'video' || scene.pictures.some(({ place }) => place === 'main');
  return (
    <div
      className={styles.pictures}
      data-stage={withStage}
      data-question={view.lesson.question.onScreen !== null}
      style={seats}
    >
      {scene.film && <ReplayFilm key={scene.film.file.materialId} player={player} view={view} film={scene.film} />}
      {!still && !hasLarge && <p className={styles.empty}>{t('watch.picture.teacherOff')}</p>}
      {withStage && scene.stage.length === 0 && <p className={styles.nobody}>{t('watch.stageEmpty')}</p>}
      {scene.page && <ReplayPage page={scene.page} baseUrl={baseUrl} player={player} view={view} />}
      {scene.stage.map(({ participantId, name, schoolName, picture }, index) =>
        picture ? null : (
          <p
            key={participantId}
            className={styles.seat}
            style={{ '--index': index } as CSSProperties}
            data-testid="replay-seat"
          >
            {`${schoolName} ${name}`}
            <small>{t('watch.picture.seatOff')}</small>
          </p>
        ),
      )}
      {attached
        .filter((track) => track.kind === 'video')
        .map((track) => {
          const place = placeOf(track.trackId);
          const index = place === 'inset' ? insets.indexOf(track.trackId) : Math.max(0, seatOf(track.trackId));
          const condition = conditions[track.trackId] ?? 'loading';
          return (
            <Picture
              key={track.trackId}
              player={player}
              track={track}
              place={place}
              index={index}
              condition={condition}
              off={gapAt(track, view.positionMs)?.silent ?? false}
            />
          );
        })}
      <ReplayQuestion lesson={view.lesson} />
      {scene.paused && (
        <p className={styles.paused} data-testid="replay-paused">
          {t('permission.pausedTitle')}
        </p>
      )}
      {attached
        .filter((track) => track.kind === 'audio')
        .map((track) => (
          <Sound key={track.trackId} player={player} track={track} />
        ))}
    </div>
  );
}
