import { PanelsTopLeft } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import type { ReplayPlayer } from './replay/replay-player.ts';
import type { ReplayView } from './replay/replay-view.ts';
import { layouts } from './replay/scene.ts';
import styles from './view-chooser.module.css';

/** What stands large, and who is heard. Not in a portal: it must be seen in full screen too. */
export function ViewChooser({ player, view }: { player: ReplayPlayer; view: ReplayView }) {
  const { t } = useTranslation();
  const people = new Map(view.scene.sounds.map(({ participantId, name }) => [participantId, name]));
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button
          kind="quiet"
          icon={<PanelsTopLeft aria-hidden="true" />}
          aria-label={t('watch.view')}
          testId="replay-view"
        />
      </Popover.Trigger>
      <Popover.Content className={styles.box} side="top" align="end" sideOffset={8} aria-label={t('watch.view')}>
        <fieldset className={styles.group}>
          <legend>{t('watch.layout')}</legend>
          {layouts.map((layout) => (
            <label key={layout} className={styles.choice}>
              <input
                type="radio"
                name="layout"
                checked={view.layout === layout}
                onChange={() => player.setLayout(layout)}
                data-testid={`replay-layout-${layout}`}
              />
              {t(`watch.layouts.${layout}`)}
            </label>
          ))}
        </fieldset>
        <fieldset className={styles.group}>
          <legend>{t('watch.voices')}</legend>
          {people.size === 0 && <p>{t('watch.noVoices')}</p>}
          {[...people].map(([participantId, name]) => (
            <label key={participantId} className={styles.choice}>
              <input
                type="checkbox"
                checked={!view.silenced.has(participantId)}
                onChange={(event) => player.setHeard(participantId, event.currentTarget.checked)}
                data-testid={`replay-voice-${participantId}`}
              />
              <bdi>{t('watch.voice', { name })}</bdi>
            </label>
          ))}
        </fieldset>
      </Popover.Content>
    </Popover.Root>
  );
}
