import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useSeat } from '../seat/seat-context.tsx';
import { addFilm, type FilmRefusal, FilmRefused } from './add-film.ts';
import styles from './film-panel.module.css';

type Adding = { name: 'idle' } | { name: 'looking' } | { name: 'uploading'; percent: number };

/** Brings a film in: looks whether it can be played, uploads it, and says in a sentence why not. */
export function FilmAdd() {
  const { t } = useTranslation();
  const seat = useSeat();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(null);
  const [adding, setAdding] = useState<Adding>({ name: 'idle' });
  const [refusal, setRefusal] = useState<FilmRefusal | null>(null);
  const add = async (file: File) => {
    const controller = new AbortController();
    stop.current = controller;
    setRefusal(null);
    setAdding({ name: 'looking' });
    try {
      const onProgress = (part: number) => setAdding({ name: 'uploading', percent: Math.floor(part * 100) });
      await addFilm(seat, file, onProgress, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) setRefusal(error instanceof FilmRefused ? error.refusal : 'failed');
    } finally {
      setAdding({ name: 'idle' });
    }
  };
  return (
    <div className={styles.add}>
      <input
        ref={input}
        type="file"
        hidden
        accept="video/mp4,video/webm,audio/mpeg,audio/mp4,audio/ogg,audio/wav,.m4a,.ogg,.mp3"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void add(file);
        }}
        data-testid="film-file"
      />
      {adding.name === 'idle' ? (
        <Button
          wide
          size="large"
          icon={<Plus aria-hidden="true" />}
          onClick={() => input.current?.click()}
          testId="film-add"
        >
          {t('film.add')}
        </Button>
      ) : (
        <p className={styles.adding} role="status" data-testid="film-adding">
          <span>{adding.name === 'looking' ? t('film.looking') : t('film.adding', { percent: adding.percent })}</span>
          <Button
            icon={<X aria-hidden="true" />}
            aria-label={t('film.cancel')}
            tip={t('film.cancel')}
            onClick={() => stop.current?.abort()}
            testId="film-cancel"
          />
        </p>
      )}
      {refusal && (
        <p className={styles.failed} role="alert" data-testid="film-refused" data-refusal={refusal}>
          {t(`film.${refusal}`)}
        </p>
      )}
      <p className={styles.soft}>{t('film.addHint')}</p>
    </div>
  );
}
