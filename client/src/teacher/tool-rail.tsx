import { Tabs } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useSeat } from '../seat/seat-context.tsx';
import styles from './tool-rail.module.css';
import { type Tool, tools } from './tools.ts';

/** The console's tools: one open beside a rail of buttons. What waits in a closed tool is counted on its button. */
export function ToolRail() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const offered = tools.filter(({ isFor }) => isFor?.(kept.role) ?? true);
  return (
    <Tabs.Root
      className={styles.tools}
      orientation="vertical"
      defaultValue={offered[0]?.name ?? ''}
      data-testid="tools"
    >
      {offered.map(({ name, Panel }) => (
        <Tabs.Content key={name} value={name} className={styles.panel} data-testid={`tool-panel-${name}`}>
          <Panel />
        </Tabs.Content>
      ))}
      <Tabs.List className={styles.rail} aria-label={t('console.tools')}>
        {offered.map((tool) => (
          <ToolButton key={tool.name} tool={tool} />
        ))}
      </Tabs.List>
    </Tabs.Root>
  );
}

function ToolButton({ tool: { name, icon: Icon, useCount } }: { tool: Tool }) {
  const { t } = useTranslation();
  // The same tool keeps its hook for as long as its button lives.
  const count = useCount?.() ?? 0;
  return (
    <Tabs.Trigger value={name} className={styles.button} data-testid={`tool-${name}`}>
      <Icon aria-hidden="true" />
      <span>{t(`console.${name}`)}</span>
      {count > 0 && <span className={styles.count}>{count > 99 ? '99+' : count}</span>}
    </Tabs.Trigger>
  );
}
