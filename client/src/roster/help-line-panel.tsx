import { LessonError, limits } from '@tongke/signaling/protocol/lesson';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Panel } from '../design/panel.tsx';
import { useToast } from '../design/toast.tsx';
import { useDesk } from '../lessons/desk.ts';
import { useAction } from '../lessons/use-action.ts';
import styles from './roster.module.css';

/** The number that a classroom shows when its line is down; the operator sets it. */
export function HelpLinePanel() {
  const { t } = useTranslation();
  const { api, holder } = useDesk();
  const toast = useToast();
  const [telephone, setTelephone] = useState<string | null>(null);
  const [busy, run] = useAction();
  useEffect(() => {
    void run(async () => setTelephone((await api.helpLine.get()) ?? ''));
  }, [api, run]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      try {
        setTelephone((await api.helpLine.set(telephone ?? '')) ?? '');
        toast('good', t('roster.helpLine.saved'));
      } catch (error) {
        if (!(error instanceof LessonError && error.code === 'badRequest')) throw error;
        toast('warning', t('roster.helpLine.wrong'));
      }
    });
  };
  return (
    <Panel title={t('roster.helpLine.title')} testId="help-line-panel">
      <p>{t('roster.helpLine.words')}</p>
      {holder.kind === 'operator' ? (
        <form className={styles.form} onSubmit={submit}>
          <label>
            {t('roster.helpLine.label')}
            <input
              type="tel"
              value={telephone ?? ''}
              disabled={telephone === null}
              maxLength={limits.telephoneLength}
              onChange={({ currentTarget }) => setTelephone(currentTarget.value)}
              data-testid="help-line-number"
            />
          </label>
          <Button type="submit" disabled={busy || telephone === null} testId="help-line-save">
            {t('roster.helpLine.save')}
          </Button>
        </form>
      ) : (
        <strong data-testid="help-line-number">{telephone || '–'}</strong>
      )}
    </Panel>
  );
}
