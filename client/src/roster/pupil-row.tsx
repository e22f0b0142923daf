import type { Pupil } from '@tongke/signaling/protocol/lesson';
import { GraduationCap, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { useToast } from '../design/toast.tsx';
import { learningAddress } from '../learning/learning-address.ts';
import { useDesk } from '../lessons/desk.ts';
import { useAction } from '../lessons/use-action.ts';
import { PupilForm } from './pupil-form.tsx';
import styles from './roster.module.css';

/** One pupil: read, corrected, erased. */
export function PupilRow(props: { classroomId: string; pupil: Pupil; reload: () => Promise<void> }) {
  const { classroomId, pupil, reload } = props;
  const { pupilId, name, number, cardNumber } = pupil;
  const { t } = useTranslation();
  const { api } = useDesk();
  const toast = useToast();
  const [editing, setEditing] = useState(false);
  const [erasing, setErasing] = useState(false);
  const [busy, run] = useAction();
  const erase = async () => {
    setErasing(false);
    await api.rosters.erase(classroomId, pupilId);
    await reload();
    toast('good', t('roster.erased'));
  };
  if (editing) {
    return (
      <li>
        <PupilForm
          pupil={pupil}
          save={(entry) => api.rosters.change(classroomId, pupilId, entry)}
          onSaved={async () => {
            setEditing(false);
            await reload();
          }}
          onCancel={() => setEditing(false)}
        />
      </li>
    );
  }
  return (
    <li className={styles.pupil} data-testid="roster-pupil" data-pupil-id={pupilId}>
      <span className={styles.number}>{number}</span>
      <bdi className={styles.name}>{name}</bdi>
      <span className={styles.number}>{cardNumber === null ? '' : `#${cardNumber}`}</span>
      <a
        className={styles.record}
        href={learningAddress({ classroomId, pupilId })}
        target="_blank"
        rel="noreferrer"
        aria-label={`${t('roster.learning')} ${name}`}
        title={t('roster.learning')}
        data-testid="pupil-learning"
      >
        <GraduationCap aria-hidden="true" />
      </a>
      <Button
        kind="quiet"
        icon={<Pencil aria-hidden="true" />}
        onClick={() => setEditing(true)}
        aria-label={`${t('roster.edit')} ${name}`}
        testId="pupil-edit"
      />
      <Button
        kind="quiet"
        icon={<Trash2 aria-hidden="true" />}
        disabled={busy}
        onClick={() => setErasing(true)}
        aria-label={`${t('roster.erase')} ${name}`}
        testId="pupil-erase"
      />
      <ConfirmDialog
        open={erasing}
        title={t('roster.eraseTitle', { name })}
        description={t('roster.eraseWords')}
        confirm={t('roster.erase')}
        onConfirm={() => void run(erase)}
        onCancel={() => setErasing(false)}
        testId="pupil-erase-confirm"
      />
    </li>
  );
}
