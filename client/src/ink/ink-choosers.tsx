import { inkColours, inkWidths } from '@tongke/signaling/protocol/lesson';
import { Circle, Minus, MoveUpRight, Square } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useWatched } from '../seat/seat-context.tsx';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import { chooseInk, type InkHandle, inkChoice } from './ink-choice.ts';
import styles from './ink-toolbar.module.css';
import { inkContrast, inkStyles, penSizes } from './palette.ts';

const figures = [
  { handle: 'line', icon: Minus },
  { handle: 'arrow', icon: MoveUpRight },
  { handle: 'rectangle', icon: Square },
  { handle: 'ellipse', icon: Circle },
] as const;

/** One button that opens a small box of others above it. */
function Chooser(props: {
  label: string;
  icon: ReactNode;
  isChosen: boolean;
  shortcut: string;
  testId: string;
  children: (close: () => void) => ReactNode;
}) {
  const [isOpen, setOpen] = useState(false);
  useShortcuts({ [props.shortcut]: () => setOpen((before) => !before) });
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button
          kind={props.isChosen ? 'primary' : 'quiet'}
          className={styles.tool ?? ''}
          icon={props.icon}
          aria-label={props.label}
          shortcut={props.shortcut}
          testId={props.testId}
        />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.box} side="top" sideOffset={8} aria-label={props.label}>
          {props.children(() => setOpen(false))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Line, arrow, rectangle, ellipse. */
export function FigureChooser({ onChoose }: { onChoose: (handle: InkHandle) => void }) {
  const { t } = useTranslation();
  const { handle } = useWatched(inkChoice);
  const chosen = figures.find((figure) => figure.handle === handle);
  const Icon = (chosen ?? figures[2]).icon;
  return (
    <Chooser
      label={t('ink.withKey', { name: t('ink.figures'), key: 'G' })}
      icon={<Icon aria-hidden="true" />}
      isChosen={chosen !== undefined}
      shortcut="G"
      testId="ink-figures"
    >
      {(close) => (
        <div className={styles.row}>
          {figures.map(({ handle: each, icon: Each }) => (
            <Button
              key={each}
              kind={handle === each ? 'primary' : 'quiet'}
              className={styles.tool ?? ''}
              icon={<Each aria-hidden="true" />}
              aria-label={t(`ink.tool.${each}`)}
              aria-pressed={handle === each}
              tip={t(`ink.tool.${each}`)}
              onClick={() => {
                onChoose(each);
                close();
              }}
              testId={`ink-tool-${each}`}
            />
          ))}
        </div>
      )}
    </Chooser>
  );
}

/** Colour and width of what is drawn next. */
export function ColourChooser() {
  const { t } = useTranslation();
  const choice = useWatched(inkChoice);
  return (
    <Chooser
      label={t('ink.withKey', { name: `${t('ink.colour')}: ${t(`ink.colours.${choice.colour}`)}`, key: 'C' })}
      icon={
        <span className={styles.swatch} style={{ background: inkStyles[choice.colour] }}>
          <span style={{ height: `${penSizes[choice.width] / 2}px`, background: inkContrast(choice.colour) }} />
        </span>
      }
      isChosen={false}
      shortcut="C"
      testId="ink-colour"
    >
      {() => (
        <>
          <fieldset className={styles.row} aria-label={t('ink.colour')}>
            {inkColours.map((colour) => (
              <button
                key={colour}
                type="button"
                className={styles.colour}
                style={{ background: inkStyles[colour] }}
                aria-label={t(`ink.colours.${colour}`)}
                aria-pressed={choice.colour === colour}
                onClick={() => chooseInk({ colour })}
                data-testid={`ink-colour-${colour}`}
              />
            ))}
          </fieldset>
          <fieldset className={styles.row} aria-label={t('ink.width')}>
            {inkWidths.map((width) => (
              <button
                key={width}
                type="button"
                className={styles.width}
                aria-label={t(`ink.widths.${width}`)}
                aria-pressed={choice.width === width}
                onClick={() => chooseInk({ width })}
                data-testid={`ink-width-${width}`}
              >
                <span style={{ height: `${penSizes[width]}px` }} />
              </button>
            ))}
          </fieldset>
        </>
      )}
    </Chooser>
  );
}
