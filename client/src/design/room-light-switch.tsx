import { Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { chooseRoomLight, keptRoomLight } from './room-light.ts';

/** Switches a screen with moving pictures between dark rooms and bright ones; remembered on this device. */
export function RoomLightSwitch() {
  const { t } = useTranslation();
  const [light, setLight] = useState(() => keptRoomLight() ?? 'dark');
  const other = light === 'dark' ? 'bright' : 'dark';
  const Icon = other === 'bright' ? Sun : Moon;
  return (
    <Button
      kind="quiet"
      icon={<Icon aria-hidden="true" />}
      aria-label={t(`common.${other}`)}
      tip={t(`common.${other}`)}
      tipSide="below"
      onClick={() => {
        chooseRoomLight(other);
        setLight(other);
      }}
      testId="room-light"
    />
  );
}
