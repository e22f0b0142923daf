import { MonitorCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceRecord } from '../api/devices-api.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/confirm-dialog.tsx';
import { Panel } from '../design/panel.tsx';
import { useToast } from '../design/toast.tsx';
import { useDesk } from './desk.ts';
import { PairDialog } from './pair-dialog.tsx';
import styles from './places.module.css';
import { useAction } from './use-action.ts';
import { useTimeText } from './use-time-text.ts';

/** The classrooms' own PCs: pair one, see them, unpair one. */
export function DevicesPanel() {
  const { t } = useTranslation();
  const { devices } = useDesk();
  const [pairing, setPairing] = useState(false);
  return (
    <Panel
      title={t('lessons.device.title')}
      testId="devices-panel"
      actions={
        <Button
          kind="primary"
          icon={<MonitorCheck aria-hidden="true" />}
          onClick={() => setPairing(true)}
          testId="device-pair-open"
        >
          {t('lessons.device.pair')}
        </Button>
      }
    >
      {devices.length === 0 && (
        <div className={styles.empty}>
          <strong>{t('lessons.device.none')}</strong>
          <p>{t('lessons.device.noneWords', { address: `${location.origin}/pair` })}</p>
        </div>
      )}
      <ul className={styles.rows}>
        {devices.map((device) => (
          <Device key={device.deviceId} device={device} />
        ))}
      </ul>
      <PairDialog open={pairing} onClose={() => setPairing(false)} />
    </Panel>
  );
}

function Device({ device }: { device: DeviceRecord }) {
  const { t } = useTranslation();
  const { api, refresh } = useDesk();
  const toast = useToast();
  const timeText = useTimeText();
  const [asking, setAsking] = useState(false);
  const [busy, run] = useAction();
  const name = `${device.schoolName} ${device.name}`;
  const revoke = async () => {
    setAsking(false);
    await api.devices.revoke(device.deviceId);
    await refresh();
    toast('good', t('lessons.device.revoked', { name }));
  };
  return (
    <li className={styles.device} data-testid="device" data-device-id={device.deviceId}>
      <span>
        {name}
        <small>{t('lessons.device.pairedAt', { time: timeText(device.pairedAt) })}</small>
      </span>
      <Button
        kind="dangerOutline"
        disabled={busy}
        onClick={() => setAsking(true)}
        aria-label={`${t('lessons.device.revoke')} ${name}`}
        testId="device-revoke"
      >
        {t('lessons.device.revoke')}
      </Button>
      <ConfirmDialog
        open={asking}
        title={t('lessons.device.revokeTitle', { name })}
        description={t('lessons.device.revokeWords')}
        confirm={t('lessons.device.revoke')}
        onConfirm={() => void run(revoke)}
        onCancel={() => setAsking(false)}
        testId="device-revoke-confirm"
      />
    </li>
  );
}
