import type { Pupil } from '@tongke/signaling/protocol/lesson';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '../api/error-code.ts';
import { Banner } from '../design/banner.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Spinner } from '../design/spinner.tsx';
import { useDesk } from '../lessons/desk.ts';
import { ImportPanel } from './import-panel.tsx';
import styles from './roster.module.css';
import { RosterList } from './roster-list.tsx';

/** A classroom's pupils: seen, imported, corrected, erased. */
export function RosterDialog(props: { classroomId: string; name: string; onClose: () => void }) {
  const { classroomId, name, onClose } = props;
  const { t } = useTranslation();
  const { api } = useDesk();
  const [pupils, setPupils] = useState<Pupil[] | null>(null);
  const [code, setCode] = useState<string | null>(null);
  const reload = useCallback(async () => {
    try {
      setPupils(await api.rosters.list(classroomId));
      setCode(null);
    } catch (error) {
      setCode(errorCodeOf(error));
    }
  }, [api, classroomId]);
  useEffect(() => void reload(), [reload]);
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('roster.title', { name })}
      description={t('roster.words')}
      testId="roster-dialog"
    >
      <div className={styles.stack}>
        {code && <Banner tone="warning">{t(`error.${code}`)}</Banner>}
        <ImportPanel classroomId={classroomId} onImported={reload} />
        {pupils ? (
          <RosterList classroomId={classroomId} classroomName={name} pupils={pupils} reload={reload} />
        ) : (
          !code && <Spinner label={t('common.loading')} />
        )}
      </div>
    </Dialog>
  );
}
