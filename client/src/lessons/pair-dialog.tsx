import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '../api/error-code.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field } from '../design/field.tsx';
import { useToast } from '../design/toast.tsx';
import { useDesk } from './desk.ts';
import styles from './places.module.css';
import { useAction } from './use-action.ts';

/** Ties a classroom's PC, which shows six digits, to its classroom. */
export function PairDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('lessons.device.pair')}
      description={t('lessons.device.pairWords', { address: `${location.origin}/pair` })}
      testId="pair-dialog"
    >
      <PairForm onDone={onClose} />
    </Dialog>
  );
}

function PairForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { schools, api, refresh } = useDesk();
  const toast = useToast();
  const [busy, run] = useAction();
  const [code, setCode] = useState('');
  const [classroomId, setClassroomId] = useState('');
  const [checked, setChecked] = useState(false);
  const [unknown, setUnknown] = useState(false);
  const codeError = unknown ? t('lessons.device.codeUnknown') : t('lessons.device.codeWrong');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (code.length !== 6 || classroomId === '') return;
    void run(async () => {
      try {
        const { schoolName, name } = await api.devices.pair(code, classroomId);
        await refresh();
        toast('good', t('lessons.device.paired', { name: `${schoolName} ${name}` }));
        onDone();
      } catch (error) {
        if (errorCodeOf(error) !== 'notFound') throw error;
        setUnknown(true);
      }
    });
  };
  return (
    <form className={styles.stack} onSubmit={submit} noValidate>
      <Field label={t('lessons.device.code')} error={unknown || (checked && code.length !== 6) ? codeError : undefined}>
        {(control) => (
          <input
            {...control}
            className={styles.code}
            inputMode="numeric"
            autoComplete="off"
            maxLength={7}
            value={code}
            onChange={(event) => {
              setUnknown(false);
              setCode(event.currentTarget.value.replace(/\D/g, '').slice(0, 6));
            }}
            data-testid="pair-code"
          />
        )}
      </Field>
      <Field
        label={t('lessons.device.classroom')}
        error={checked && classroomId === '' ? t('lessons.device.classroomMissing') : undefined}
        hint={schools.length === 0 ? t('lessons.picker.none') : undefined}
      >
        {(control) => (
          <select
            {...control}
            value={classroomId}
            onChange={(event) => setClassroomId(event.currentTarget.value)}
            data-testid="pair-classroom"
          >
            <option value="" />
            {schools.map((school) => (
              <optgroup key={school.schoolId} label={school.name}>
                {school.classrooms.map((classroom) => (
                  <option key={classroom.classroomId} value={classroom.classroomId}>
                    {classroom.name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      <Button kind="primary" size="large" type="submit" disabled={busy} testId="pair-save">
        {t(busy ? 'lessons.device.saving' : 'lessons.device.save')}
      </Button>
    </form>
  );
}
