import { Clapperboard } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';
import { Panel } from '../design/panel.tsx';
import { useSeat } from '../seat/seat-context.tsx';
import { ExtraCameraChoice } from './extra-camera-choice.tsx';
import styles from './programme-panel.module.css';
import { ShotTile } from './shot-tile.tsx';
import { useProgramme } from './use-programme.ts';

/** What all rooms see large: a tile for each picture, the director, and a teacher's further cameras. */
export function ProgrammePanel() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { offered, isLive, directs, mayDecide, switchTo, direct } = useProgramme();
  return (
    <Panel compact testId="programme-panel" className={styles.panel ?? ''} title={t('programme.title')}>
      <ul className={styles.tiles} data-directs={directs}>
        {offered.map((each) => (
          <li key={each.id}>
            <ShotTile
              offered={each}
              isLive={isLive(each.shot)}
              disabled={!mayDecide}
              onChoose={() => switchTo(each.shot)}
            />
          </li>
        ))}
      </ul>
      {offered.length === 0 && <p className={styles.soft}>{t('programme.nothing')}</p>}
      {mayDecide && (
        <>
          <Button
            wide
            size="large"
            kind={directs ? 'stage' : 'secondary'}
            icon={<Clapperboard aria-hidden="true" />}
            aria-pressed={directs}
            shortcut="0"
            onClick={() => direct(!directs)}
            testId="programme-direct"
          >
            {t(directs ? 'programme.directed' : 'programme.direct')}
            <kbd className={styles.key}>0</kbd>
          </Button>
          <p className={styles.soft}>{t(directs ? 'programme.directedHint' : 'programme.directHint')}</p>
        </>
      )}
      {kept.role === 'teacher' && (
        <div className={styles.cameras}>
          <ExtraCameraChoice camera="board" />
          <ExtraCameraChoice camera="table" />
        </div>
      )}
    </Panel>
  );
}
