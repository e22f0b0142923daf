import { mayDo, visitedGroup } from '@tongke/signaling/protocol/lesson';
import { Megaphone, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './group.module.css';
import { GroupTime } from './group-time.tsx';

/** Says on the console that the class is in groups and whom the teacher hears, with what ends it: nobody forgets the groups. */
export function GroupBanner() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { group } = useLesson();
  const { run, isBusy } = useCommand();
  if (group.split === null) return null;
  const visited = visitedGroup(group);
  const words = visited ? t('group.withGroup', { number: visited.number }) : t('group.withNobody');
  return (
    <Banner
      tone="info"
      testId="groups-on"
      action={
        <div className={styles.row}>
          <GroupTime />
          {mayDo(kept.role, 'group:callBack') && (
            <>
              <Button
                icon={<Megaphone aria-hidden="true" />}
                kind={group.addressed ? 'primary' : 'secondary'}
                aria-pressed={group.addressed}
                aria-label={t('group.address')}
                tip={t('group.address')}
                tipSide="below"
                disabled={isBusy}
                onClick={() => run('group:address', { addressed: !group.addressed })}
                testId="group-address"
              />
              <Button
                kind="primary"
                icon={<Undo2 aria-hidden="true" />}
                disabled={isBusy}
                onClick={() => run('group:callBack', {})}
                testId="group-call-back"
              >
                {t('group.callBack')}
              </Button>
            </>
          )}
        </div>
      }
    >
      {group.addressed ? t('group.addressing') : words}
    </Banner>
  );
}
