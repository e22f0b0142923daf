import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './dialog.module.css';
import { useFocusReturn } from './use-focus-return.ts';

/** A window over the page: keeps the focus inside, closes by Escape and by its cross. */
export function Dialog(props: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** One sentence below the title. */
  description?: ReactNode;
  /** Buttons at the bottom right. */
  actions?: ReactNode;
  wide?: boolean;
  testId?: string;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  const returnFocus = useFocusReturn(props.open);
  const content = useRef<HTMLDivElement>(null);
  return (
    <Primitive.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className={styles.overlay} />
        <Primitive.Content
          className={[styles.dialog, props.wide ? styles.wide : ''].filter(Boolean).join(' ')}
          ref={content}
          data-testid={props.testId}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            // What is asked for first; the window itself where nothing is.
            const first = content.current?.querySelector<HTMLElement>('input, select, textarea');
            (first ?? content.current)?.focus();
          }}
          onCloseAutoFocus={returnFocus}
          onInteractOutside={(event) => {
            if (event.target instanceof Element && event.target.closest('[data-testid="toast"]'))
              event.preventDefault();
          }}
          {...(props.description ? {} : { 'aria-describedby': undefined })}
        >
          <div className={styles.head}>
            <Primitive.Title className={styles.title}>{props.title}</Primitive.Title>
            <Button
              kind="quiet"
              icon={<X aria-hidden="true" />}
              aria-label={t('common.close')}
              onClick={props.onClose}
              testId="dialog-close"
            />
          </div>
          {props.description && (
            <Primitive.Description className={styles.words}>{props.description}</Primitive.Description>
          )}
          {props.children}
          {props.actions && <div className={styles.actions}>{props.actions}</div>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
