import { Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ExtraCamera } from '../core/devices/extra-cameras.ts';
import { Field } from '../design/field.tsx';
import { useSeat, useWatched } from '../seat/seat-context.tsx';

/** Chooses which of this device's cameras looks at the blackboard, or at the table; none until then. */
export function ExtraCameraChoice({ camera }: { camera: ExtraCamera }) {
  const { t } = useTranslation();
  const { capture, extra } = useSeat();
  const { devices } = useWatched(capture.state);
  const state = useWatched(extra.state)[camera];
  const options = devices.camera.filter(({ deviceId }) => deviceId !== '');
  return (
    <Field
      label={
        <>
          <Video aria-hidden="true" size={20} style={{ verticalAlign: '-4px' }} /> {t(`programme.choose.${camera}`)}
        </>
      }
      error={state.name === 'failed' ? t(`device.cameraShort.${state.failure}`) : undefined}
    >
      {(control) => (
        <select
          {...control}
          value={state.name === 'off' ? '' : state.deviceId}
          onChange={(event) => void extra.choose(camera, event.target.value || null)}
          data-testid={`choose-${camera}`}
          data-state={state.name}
        >
          <option value="">{t('programme.choose.none')}</option>
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
