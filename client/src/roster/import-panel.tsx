import { LessonError, limits, type RosterReport } from '@tongke/signaling/protocol/lesson';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useToast } from '../design/toast.tsx';
import { useDesk } from '../lessons/desk.ts';
import { useAction } from '../lessons/use-action.ts';
import { ImportReport } from './import-report.tsx';
import { readBase64 } from './read-base64.ts';
import styles from './roster.module.css';

/** Chooses a file, shows what it would do, and imports it once that is confirmed. */
export function ImportPanel(props: { classroomId: string; onImported: () => Promise<void> }) {
  const { classroomId, onImported } = props;
  const { t } = useTranslation();
  const { api } = useDesk();
  const toast = useToast();
  const input = useRef<HTMLInputElement>(null);
  const [busy, run] = useAction();
  const [chosen, setChosen] = useState<{ file: string; report: RosterReport } | null>(null);

  const check = (file: File) =>
    run(async () => {
      setChosen(null);
      if (file.size > limits.rosterFileLengthBytes) {
        toast('warning', t('roster.tooLarge'));
        return;
      }
      const content = await readBase64(file);
      setChosen({ file: content, report: await api.rosters.importFile(classroomId, content) });
    });
  const confirm = (file: string, check: string) =>
    run(async () => {
      try {
        const { pupils } = await api.rosters.importFile(classroomId, file, check);
        toast('good', t('roster.imported', { count: pupils.length }));
        await onImported();
      } catch (error) {
        if (!(error instanceof LessonError && error.code === 'conflict')) throw error;
        toast('warning', t('roster.changedMeanwhile'));
      }
      setChosen(null);
    });

  return (
    <section className={styles.import}>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void check(file);
          // The same file may be chosen again after it was corrected.
          currentTarget.value = '';
        }}
        data-testid="roster-file"
      />
      <div className={styles.row}>
        <Button
          kind={chosen ? 'secondary' : 'primary'}
          icon={<FileUp aria-hidden="true" />}
          disabled={busy}
          onClick={() => input.current?.click()}
          testId="roster-import"
        >
          {t(busy ? 'roster.reading' : chosen ? 'roster.another' : 'roster.import')}
        </Button>
        {!chosen && <span className={styles.hint}>{t('roster.importHint')}</span>}
      </div>
      {chosen && (
        <ImportReport
          report={chosen.report}
          busy={busy}
          onConfirm={(seen) => void confirm(chosen.file, seen)}
          onCancel={() => setChosen(null)}
        />
      )}
    </section>
  );
}
