import type { Pupil } from '@tongke/signaling/protocol/lesson';
import { Download, GraduationCap, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { writeCsv } from '../core/attendance/write-csv.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { saveCsv } from '../design/save-as.ts';
import { useToast } from '../design/toast.tsx';
import { learningAddress } from '../learning/learning-address.ts';
import { useDesk } from '../lessons/desk.ts';
import { useAction } from '../lessons/use-action.ts';
import { PupilForm } from './pupil-form.tsx';
import { PupilRow } from './pupil-row.tsx';
import styles from './roster.module.css';

/** The pupils on a roster, and what one may do with all of them. */
export function RosterList(props: {
  classroomId: string;
  classroomName: string;
  pupils: readonly Pupil[];
  reload: () => Promise<void>;
}) {
  const { classroomId, classroomName, pupils, reload } = props;
  const { t } = useTranslation();
  const { api } = useDesk();
  const toast = useToast();
  const [adding, setAdding] = useState(false);
  const [erasing, setErasing] = useState(false);
  const [busy, run] = useAction();
  const eraseAll = async () => {
    setErasing(false);
    await api.rosters.eraseAll(classroomId);
    await reload();
    toast('good', t('roster.erasedAll'));
  };
  const download = () => {
    const head = [t('roster.number'), t('roster.name'), t('roster.card')];
    const rows = pupils.map(({ number, name, cardNumber }) => [number, name, cardNumber]);
    saveCsv(classroomName, writeCsv([head, ...rows]));
  };
  return (
    <section className={styles.stack} data-testid="roster-list">
      <div className={styles.row}>
        <strong>{pupils.length > 0 ? t('roster.count', { count: pupils.length }) : t('roster.none')}</strong>
        <span className={styles.spring} />
        <Button icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)} testId="pupil-add">
          {t('roster.add')}
        </Button>
        {pupils.length > 0 && (
          <>
            <a
              className={styles.record}
              href={learningAddress({ classroomId, pupilId: null })}
              target="_blank"
              rel="noreferrer"
              data-testid="roster-learning"
            >
              <GraduationCap aria-hidden="true" />
              {t('roster.learning')}
            </a>
            <Button icon={<Download aria-hidden="true" />} onClick={download} testId="roster-export">
              {t('roster.export')}
            </Button>
            <Button
              kind="dangerOutline"
              icon={<Trash2 aria-hidden="true" />}
              disabled={busy}
              onClick={() => setErasing(true)}
              testId="roster-erase"
            >
              {t('roster.eraseAll')}
            </Button>
          </>
        )}
      </div>
      {adding && (
        <PupilForm
          save={(entry) => api.rosters.add(classroomId, entry)}
          onSaved={async () => {
            setAdding(false);
            await reload();
          }}
          onCancel={() => setAdding(false)}
        />
      )}
      {pupils.length > 0 && (
        <ul className={styles.pupils}>
          {pupils.map((pupil) => (
            <PupilRow key={pupil.pupilId} classroomId={classroomId} pupil={pupil} reload={reload} />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={erasing}
        title={t('roster.eraseAllTitle', { name: classroomName })}
        description={t('roster.eraseAllWords', { count: pupils.length })}
        confirm={t('roster.eraseAll')}
        onConfirm={() => void run(eraseAll)}
        onCancel={() => setErasing(false)}
        testId="roster-erase-confirm"
      />
    </section>
  );
}
