import { limits } from '@tongke/signaling/protocol/lesson';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import styles from './end-button.module.css';

const reasons = ['reasonNone', 'reasonFault', 'reasonUrgent', 'reasonOther'] as const;

/** Shuts the lesson down: one key, one question, and a reason that every room is shown. */
export function EndButton() {
  const { t } = useTranslation();
  const { run, isBusy } = useCommand();
  const [isAsking, setAsking] = useState(false);
  const [chosen, setChosen] = useState<(typeof reasons)[number]>('reasonNone');
  const [words, setWords] = useState('');
  const ask = () => {
    setChosen('reasonNone');
    setWords('');
    setAsking(true);
  };
  useShortcuts({ E: ask });
  const reason = chosen === 'reasonOther' ? words.trim() : chosen === 'reasonNone' ? '' : t(`permission.${chosen}`);
  return (
    <>
      <Button
        size="large"
        kind="dangerOutline"
        icon={<LogOut aria-hidden="true" />}
        disabled={isBusy}
        shortcut="E"
        onClick={ask}
        testId="end-lesson"
      >
        {t('teacher.end')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={t('teacher.endTitle')}
        description={t('teacher.endWords')}
        confirm={t('teacher.endConfirm')}
        onConfirm={() => {
          setAsking(false);
          run('lesson:end', reason ? { reason } : {});
        }}
        onCancel={() => setAsking(false)}
        testId="confirm-end-lesson"
      >
        <fieldset className={styles.reasons}>
          <legend>{t('permission.reason')}</legend>
          {reasons.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="reason"
                checked={chosen === each}
                onChange={() => setChosen(each)}
                data-testid={`end-${each}`}
              />
              {t(`permission.${each}`)}
            </label>
          ))}
          {chosen === 'reasonOther' && (
            <input
              type="text"
              value={words}
              maxLength={limits.reasonLength}
              aria-label={t('permission.reasonOwn')}
              placeholder={t('permission.reasonOwn')}
              onChange={(event) => setWords(event.target.value)}
              data-testid="end-words"
            />
          )}
        </fieldset>
      </ConfirmDialog>
    </>
  );
}
