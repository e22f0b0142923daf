import { Mic, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeviceKind } from '../core/devices/capture.ts';
import { Field } from '../design/field.tsx';
import { useSeat, useWatched } from '../seat/seat-context.tsx';

/** Names the device in use and lets another be chosen. */
export function DeviceChoice({ kind }: { kind: DeviceKind }) {
  const { t } = useTranslation();
  const { capture } = useSeat();
  const state = useWatched(capture.state);
  const device = state[kind];
  const options = state.devices[kind].filter((option) => option.deviceId !== '');
  const used = device.name === 'on' ? (device.track.getSettings().deviceId ?? '') : '';
  const Icon = kind === 'camera' ? Video : Mic;
  return (
    <Field
      label={
        <>
          <Icon aria-hidden="true" size={20} style={{ verticalAlign: '-4px' }} /> {t(`device.${kind}`)}
        </>
      }
    >
      {(control) => (
        <select
          {...control}
          value={used}
          disabled={options.length === 0}
          onChange={(event) => void capture.choose(kind, event.target.value)}
          data-testid={`choose-${kind}`}
        >
          {used === '' && <option value="">{t(device.name === 'starting' ? 'device.starting' : 'device.none')}</option>}
          {options.map(({ deviceId, label }, index) => (
            <option key={deviceId} value={deviceId}>
              {label || t('device.numbered', { number: index + 1 })}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
