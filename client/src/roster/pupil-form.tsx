import { LessonError, limits, type Pupil, type RosterEntry } from '@tongke/signaling/protocol/lesson';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useToast } from '../design/toast.tsx';
import { useAction } from '../lessons/use-action.ts';
import styles from './roster.module.css';

/** Number, name and card of one pupil. */
export function PupilForm(props: {
  pupil?: Pupil;
  save: (entry: RosterEntry) => Promise<unknown>;
  onSaved: () => Promise<void>;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const toast = useToast();
  const [number, setNumber] = useState(props.pupil?.number ?? '');
  const [name, setName] = useState(props.pupil?.name ?? '');
  const [card, setCard] = useState(`${props.pupil?.cardNumber ?? ''}`);
  const [busy, run] = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      try {
        await props.save({ name, number, cardNumber: card.trim() === '' ? null : Number(card) });
        toast('good', t('roster.saved'));
        await props.onSaved();
      } catch (error) {
        const code = error instanceof LessonError ? error.code : null;
        if (code !== 'conflict' && code !== 'badRequest') throw error;
        toast('warning', t(code === 'conflict' ? 'roster.double' : 'roster.wrong'));
      }
    });
  };
  return (
    <form className={styles.form} onSubmit={submit} data-testid="pupil-form">
      <label>
        {t('roster.number')}
        <input
          value={number}
          maxLength={limits.pupilNumberLength}
          autoComplete="off"
          onChange={({ currentTarget }) => setNumber(currentTarget.value)}
          data-testid="pupil-number"
        />
      </label>
      <label className={styles.wide}>
        {t('roster.name')}
        <input
          value={name}
          maxLength={limits.pupilNameLength}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: it appears because somebody pressed its button.
          autoFocus
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          data-testid="pupil-name"
        />
      </label>
      <label>
        {t('roster.card')}
        <input
          value={card}
          inputMode="numeric"
          maxLength={3}
          autoComplete="off"
          onChange={({ currentTarget }) => setCard(currentTarget.value.replace(/\D/g, ''))}
          data-testid="pupil-card"
        />
      </label>
      <Button type="submit" kind="primary" disabled={busy || name.trim() === ''} testId="pupil-save">
        {t('roster.save')}
      </Button>
      <Button kind="quiet" onClick={props.onCancel} testId="pupil-cancel">
        {t('common.cancel')}
      </Button>
    </form>
  );
}
