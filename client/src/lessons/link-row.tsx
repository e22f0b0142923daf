import { Ban, Copy, QrCode as QrIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkRecord } from '../api/lessons-api.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { Dialog } from '../design/dialog.tsx';
import { useToast } from '../design/toast.tsx';
import { copyText } from './copy-text.ts';
import { useDesk } from './desk.ts';
import styles from './link-row.module.css';
import { QrCode } from './qr-code.tsx';
import { useAction } from './use-action.ts';

/** One link: copy it, show it as a QR code, make it void. */
export function LinkRow(props: {
  lessonId: string;
  link: LinkRecord;
  name: string;
  words?: string;
  onLinks: (links: LinkRecord[]) => void;
}) {
  const { t } = useTranslation();
  const { api } = useDesk();
  const toast = useToast();
  const { link, name } = props;
  const [showing, setShowing] = useState<'qr' | 'revoke' | 'text' | null>(null);
  const [busy, run] = useAction();
  const address = new URL(link.path, location.origin).href;
  const copy = async () => {
    if (await copyText(address)) toast('good', t('lessons.link.copied', { name }));
    else setShowing('text');
  };
  const revoke = async () => {
    setShowing(null);
    props.onLinks(await api.lessons.revokeLink(props.lessonId, link.link));
    toast('good', t('lessons.link.revoked', { name }));
  };
  return (
    <li className={styles.row} data-testid="link-row" data-link={link.link} data-path={link.path}>
      <span className={styles.name}>
        <strong>{name}</strong>
        {props.words && <small>{props.words}</small>}
      </span>
      <Button
        icon={<Copy aria-hidden="true" />}
        onClick={() => void copy()}
        aria-label={`${t('lessons.link.copy')} ${name}`}
        testId="link-copy"
      >
        {t('lessons.link.copy')}
      </Button>
      <Button
        icon={<QrIcon aria-hidden="true" />}
        onClick={() => setShowing('qr')}
        aria-label={`${t('lessons.link.qr')} ${name}`}
        testId="link-qr"
      >
        {t('lessons.link.qr')}
      </Button>
      <Button
        kind="dangerOutline"
        icon={<Ban aria-hidden="true" />}
        disabled={busy}
        onClick={() => setShowing('revoke')}
        aria-label={`${t('lessons.link.revoke')} ${name}`}
        testId="link-revoke"
      >
        {t('lessons.link.revoke')}
      </Button>
      <Dialog
        open={showing === 'qr' || showing === 'text'}
        onClose={() => setShowing(null)}
        title={t('lessons.link.qrTitle', { name })}
        description={t(showing === 'qr' ? 'lessons.link.qrWords' : 'lessons.link.copyFailed')}
        testId="link-dialog"
      >
        {showing === 'qr' && <QrCode text={address} alt={t('lessons.link.qrAlt', { name })} />}
        <output className={styles.address}>{address}</output>
      </Dialog>
      <ConfirmDialog
        open={showing === 'revoke'}
        title={t('lessons.link.revokeTitle', { name })}
        description={t('lessons.link.revokeWords')}
        confirm={t('lessons.link.revokeConfirm')}
        onConfirm={() => void run(revoke)}
        onCancel={() => setShowing(null)}
        testId="link-revoke-confirm"
      />
    </li>
  );
}
