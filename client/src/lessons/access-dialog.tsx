import { limits } from '@tongke/signaling/protocol/lesson';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field } from '../design/field.tsx';
import { useToast } from '../design/toast.tsx';
import { copyText } from './copy-text.ts';
import { useDesk } from './desk.ts';
import row from './link-row.module.css';
import styles from './places.module.css';
import { useAction } from './use-action.ts';

/** Makes a teacher's own link to this page. */
export function AccessDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { api } = useDesk();
  const toast = useToast();
  const [busy, run] = useAction();
  const [name, setName] = useState('');
  const [checked, setChecked] = useState(false);
  const [made, setMade] = useState<{ name: string; address: string } | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const wanted = name.trim();
    if (wanted === '') return;
    void run(async () => {
      const path = await api.lessons.teacherAccess(wanted);
      setMade({ name: wanted, address: new URL(path, location.origin).href });
    });
  };
  const copy = async () => {
    if (made && (await copyText(made.address))) toast('good', t('lessons.link.copied', { name: made.name }));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('lessons.access.title')}
      description={t('lessons.access.words')}
      testId="access-dialog"
    >
      <form className={styles.stack} onSubmit={submit} noValidate>
        <Field
          label={t('lessons.access.name')}
          error={checked && name.trim() === '' ? t('lessons.access.nameMissing') : undefined}
        >
          {(control) => (
            <input
              {...control}
              value={name}
              maxLength={limits.nameLength}
              autoComplete="off"
              onChange={(event) => setName(event.currentTarget.value)}
              data-testid="access-name"
            />
          )}
        </Field>
        <Button kind="primary" type="submit" disabled={busy} testId="access-make">
          {t('lessons.access.make')}
        </Button>
      </form>
      {made && (
        <div className={styles.stack} aria-live="polite">
          <strong>{t('lessons.access.made', { name: made.name })}</strong>
          <output className={row.address} data-testid="access-address">
            {made.address}
          </output>
          <Button onClick={() => void copy()} testId="access-copy">
            {t('lessons.link.copy')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
