import type { ParticipantId, Switch } from '@tongke/signaling/protocol/lesson';
import { mayDo } from '@tongke/signaling/protocol/lesson';
import { FileUp, MonitorUp, Pencil, TextCursorInput, Video, Volume2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './permission-panel.module.css';

const icons = {
  video: Video,
  voice: Volume2,
  annotation: Pencil,
  screen: MonitorUp,
  file: FileUp,
  text: TextCursorInput,
} satisfies Record<Switch, unknown>;

/** One switch: for all rooms (`participantId` null), or one room's own. */
export function SwitchToggle(props: {
  participantId: ParticipantId | null;
  what: Switch;
  isOn: boolean;
  /** Off for all, whatever is said here. */
  isOverruled?: boolean;
  /** The room; for all rooms, its words stand beside it. */
  name?: string;
}) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { run, isBusy } = useCommand();
  const { participantId, what, isOn, isOverruled = false, name } = props;
  const Icon = icons[what];
  const words = t(`permission.${what}`);
  const classes = [styles.switch, isOn ? styles.isOn : styles.isOff, isOverruled ? styles.overruled : ''];
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={name === undefined ? words : t('permission.switchOf', { name, what: words })}
      title={isOverruled ? `${words} · ${t('permission.offForAll')}` : words}
      className={classes.filter(Boolean).join(' ')}
      disabled={isBusy || !mayDo(kept.role, 'permission:switch')}
      onClick={() => run('permission:switch', { participantId, what, on: !isOn })}
      data-testid={`switch-${participantId ?? 'all'}-${what}`}
    >
      <Icon aria-hidden="true" size={20} />
      {name === undefined && (
        <>
          <span className={styles.what}>{words}</span>
          <span className={styles.state}>{t(isOn ? 'permission.on' : 'permission.off')}</span>
        </>
      )}
    </button>
  );
}
