import { mayDo } from '@tongke/signaling/protocol/lesson';
import { Music } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { HeadphonesSwitch } from './headphones-switch.tsx';
import styles from './music.module.css';

/** Switches music mode for the lesson, and says what it does. */
export function MusicSwitch() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { on } = useLesson().music;
  const announce = useAnnounce();
  const { run, isBusy } = useCommand();
  if (!mayDo(kept.role, 'music:set')) return null;
  return (
    <section className={styles.switch} aria-label={t('music.mode')}>
      <Button
        wide
        kind={on ? 'stage' : 'secondary'}
        icon={<Music aria-hidden="true" />}
        aria-pressed={on}
        disabled={isBusy}
        onClick={() => {
          announce(t(on ? 'music.turnOff' : 'music.on'));
          run('music:set', { on: !on });
        }}
        testId="music-set"
      >
        {t(on ? 'music.turnOff' : 'music.turnOn')}
      </Button>
      <p className={styles.soft}>{t(on ? 'music.onHint' : 'music.hint')}</p>
      <HeadphonesSwitch />
    </section>
  );
}
