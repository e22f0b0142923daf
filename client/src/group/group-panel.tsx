import { mayDo } from '@tongke/signaling/protocol/lesson';
import { Group as GroupIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../design/panel.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import styles from './group.module.css';
import { NewGroups } from './new-groups.tsx';
import { RunningGroups } from './running-groups.tsx';

/** Splits the class into groups that hear only each other, and shows who is where. */
export function GroupPanel() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { group } = useLesson();
  return (
    <Panel
      compact
      testId="group-panel"
      className={styles.panel ?? ''}
      title={
        <>
          <GroupIcon aria-hidden="true" size={20} />
          {t('group.title')}
        </>
      }
    >
      <div className={styles.body}>
        {group.split ? (
          <RunningGroups />
        ) : mayDo(kept.role, 'group:split') ? (
          <NewGroups />
        ) : (
          <p className={styles.hint}>{t('group.one')}</p>
        )}
      </div>
    </Panel>
  );
}
