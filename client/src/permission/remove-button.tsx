import { mayDo, type ParticipantId } from '@tongke/signaling/protocol/lesson';
import { UserX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './permission-panel.module.css';

/** Sends a participant out, after one question; on wish for good. Nothing for one that has not come. */
export function RemoveButton({ participantId, name }: { participantId: ParticipantId; name: string }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const lesson = useLesson();
  const { run, isBusy } = useCommand();
  const [isAsking, setAsking] = useState(false);
  const [block, setBlock] = useState(false);
  if (!mayDo(kept.role, 'participant:remove') || !lesson.participants[participantId]) return null;
  return (
    <>
      <Button
        icon={<UserX aria-hidden="true" size={18} />}
        aria-label={t('permission.removeTitle', { name })}
        tip={t('permission.remove')}
        className={styles.remove ?? ''}
        disabled={isBusy}
        onClick={() => {
          setBlock(false);
          setAsking(true);
        }}
        testId={`remove-${participantId}`}
      />
      <ConfirmDialog
        open={isAsking}
        title={t('permission.removeTitle', { name })}
        description={t('permission.removeWords')}
        confirm={t('permission.removeConfirm')}
        onConfirm={() => {
          setAsking(false);
          run('participant:remove', { participantId, block });
        }}
        onCancel={() => setAsking(false)}
        testId="confirm-remove"
      >
        <label className={styles.block}>
          <input
            type="checkbox"
            checked={block}
            onChange={(event) => setBlock(event.target.checked)}
            data-testid="remove-block"
          />
          {t('permission.block')}
        </label>
      </ConfirmDialog>
    </>
  );
}
