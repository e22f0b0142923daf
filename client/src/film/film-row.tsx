import { type FilmFile, mayDo } from '@tongke/signaling/protocol/lesson';
import { FilmIcon, MonitorPlay, Music, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './film-panel.module.css';
import { filmTime, readinessOf } from './films.ts';

/** One film: what it is, how many rooms have it, and the button that puts it on all screens. */
export function FilmRow({ file, isShown }: { file: FilmFile; isShown: boolean }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const lesson = useLesson();
  const { run, isBusy } = useCommand();
  const [isAsking, setAsking] = useState(false);
  const { materialId, title, kind, durationMs } = file;
  const { here, ready, failed } = readinessOf(lesson, materialId);
  const Icon = kind === 'video' ? FilmIcon : Music;
  return (
    <li className={styles.film} data-testid="film-row" data-material={materialId} data-ready={ready} data-here={here}>
      <p className={styles.name}>
        <Icon aria-hidden="true" />
        <span>{title || t('film.untitled')}</span>
        <span className={styles.soft}>{filmTime(durationMs)}</span>
      </p>
      <p className={styles.soft} role="status">
        {here === 0 ? t('film.noRooms') : t('film.ready', { ready, here })}
      </p>
      {failed.length > 0 && (
        <p className={styles.failed}>{t('film.failedIn', { names: failed.slice(0, 5).join(t('film.and')) })}</p>
      )}
      {mayDo(kept.role, 'film:show') && (
        <div className={styles.actions}>
          {!isShown && (
            <Button
              kind="primary"
              icon={<MonitorPlay aria-hidden="true" />}
              disabled={isBusy}
              onClick={() => run('film:show', { materialId })}
              testId="film-show"
            >
              {t('film.show')}
            </Button>
          )}
          <Button
            icon={<Trash2 aria-hidden="true" />}
            aria-label={t('film.remove', { title })}
            tip={t('film.removeTip')}
            disabled={isBusy}
            onClick={() => setAsking(true)}
            testId="film-remove"
          />
          <ConfirmDialog
            open={isAsking}
            title={t('film.removeTitle', { title })}
            description={t('film.removeWords')}
            confirm={t('film.removeTip')}
            onConfirm={() => {
              setAsking(false);
              run('film:remove', { materialId });
            }}
            onCancel={() => setAsking(false)}
            testId="film-remove-confirm"
          />
        </div>
      )}
    </li>
  );
}
