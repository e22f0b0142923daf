import { ClipboardList, X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import styles from './aide-panel.module.css';
import { type AideSection, sections } from './sections.ts';

/**
 * What the aide does for the room, in a corner of its one big screen: opened by one button or the A key, hidden by the
 * same key, Escape or one button, so that forty pupils see the lesson again at once.
 */
export function AidePanel() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const [last, setLast] = useState(sections[0]?.name ?? '');
  /** The section that has opened the panel by itself: it hides it again when that is done. */
  const [openedFor, setOpenedFor] = useState<string | null>(null);
  const show = (name: string) => {
    setLast(name);
    setOpen(name);
  };
  const toggle = () => (open === null ? show(last) : setOpen(null));
  useShortcuts({ A: toggle, ESCAPE: () => setOpen(null) });
  if (sections.length === 0) return null;
  return (
    <div className={styles.corner}>
      {open !== null && (
        <Tabs.Root
          className={styles.panel}
          value={open}
          onValueChange={show}
          orientation="horizontal"
          data-testid="aide-panel"
          onKeyDown={({ key }) => {
            // Also while somebody writes: the room sees the lesson again.
            if (key === 'Escape') setOpen(null);
          }}
        >
          <div className={styles.head}>
            <h2>{t('aide.title')}</h2>
            <Button
              size="large"
              icon={<X aria-hidden="true" />}
              shortcut="Escape"
              onClick={() => setOpen(null)}
              testId="aide-hide"
            >
              {t('aide.hide')}
            </Button>
          </div>
          <Tabs.List className={styles.tabs} aria-label={t('aide.title')}>
            {sections.map((section) => {
              const { name, icon: Icon } = section;
              return (
                <Tabs.Trigger key={name} value={name} className={styles.tab} data-testid={`aide-tab-${name}`}>
                  <Icon aria-hidden="true" />
                  {t(`aide.${name}`)}
                  <SectionCount section={section} />
                </Tabs.Trigger>
              );
            })}
          </Tabs.List>
          {sections.map(({ name, Panel }) => (
            <Tabs.Content key={name} value={name} className={styles.body} data-testid={`aide-${name}`}>
              <Panel />
            </Tabs.Content>
          ))}
        </Tabs.Root>
      )}
      <Button
        size="large"
        icon={<ClipboardList aria-hidden="true" />}
        aria-expanded={open !== null}
        shortcut="A"
        onClick={toggle}
        testId="aide-open"
      >
        {t('aide.open')}
        {open === null && sections.map((section) => <SectionCount key={section.name} section={section} />)}
      </Button>
      {sections.map((section) => (
        <OpenWhenAsked
          key={section.name}
          section={section}
          onAsked={(name) => {
            if (open === null) setOpenedFor(name);
            show(name);
          }}
          onOver={(name) => {
            if (openedFor === name && open === name) setOpen(null);
          }}
        />
      ))}
    </div>
  );
}

/** How many things wait in a section; nothing when none does. */
function SectionCount({ section }: { section: AideSection }) {
  // The same section keeps its hook for as long as this component lives.
  const count = section.useCount?.() ?? 0;
  return count > 0 ? <span className={styles.count}>{count > 99 ? '99+' : count}</span> : null;
}

/** Opens a section by itself at the moment when the aide is asked for something there, and says when it is over. Shows nothing. */
function OpenWhenAsked(props: {
  section: AideSection;
  onAsked: (name: string) => void;
  onOver: (name: string) => void;
}) {
  const { section, onAsked, onOver } = props;
  // The same section keeps its hook for as long as this component lives.
  const isAsked = section.useAsked?.() ?? false;
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens when the asking begins, not when the panel is drawn anew
  useEffect(() => {
    if (isAsked) onAsked(section.name);
    else onOver(section.name);
  }, [isAsked]);
  return null;
}
