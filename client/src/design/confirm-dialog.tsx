import { AlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './dialog.module.css';
import { useFocusReturn } from './use-focus-return.ts';

/** Asks once before something that cannot be undone. The safe answer has the focus. */
export function ConfirmDialog(props: {
  open: boolean;
  title: ReactNode;
  description: ReactNode;
  /** Words on the button that does it. */
  confirm: string;
  onConfirm: () => void;
  onCancel: () => void;
  /** What else is to be chosen. */
  children?: ReactNode;
  /** Names the button that does it, for outside drivers. */
  testId?: string;
}) {
  const { t } = useTranslation();
  const returnFocus = useFocusReturn(props.open);
  return (
    <AlertDialog.Root open={props.open} onOpenChange={(open) => !open && props.onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={styles.overlay} />
        <AlertDialog.Content className={styles.dialog} onCloseAutoFocus={returnFocus}>
          <AlertDialog.Title className={styles.title}>{props.title}</AlertDialog.Title>
          <AlertDialog.Description className={styles.words}>{props.description}</AlertDialog.Description>
          {props.children}
          <div className={styles.actions}>
            <AlertDialog.Cancel asChild>
              <Button size="large" testId="confirm-cancel">
                {t('common.cancel')}
              </Button>
            </AlertDialog.Cancel>
            <AlertDialog.Action asChild>
              <Button
                kind="danger"
                size="large"
                onClick={props.onConfirm}
                {...(props.testId && { testId: props.testId })}
              >
                {props.confirm}
              </Button>
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
