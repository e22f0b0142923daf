import type { StageEntry } from '@tongke/signaling/protocol/lesson';
import type { ReactNode } from 'react';
import styles from './stage-grid.module.css';
import { StagePicture } from './stage-picture.tsx';

/** All who are on stage, in the order of their calling, in a box whose size does not depend on their number. */
export function StageGrid(props: {
  stage: readonly StageEntry[];
  /** `column` fills a tall box, `wide` a broad one. */
  shape: 'column' | 'wide';
  empty: ReactNode;
  /** Controls below a picture. */
  actions?: (entry: StageEntry) => ReactNode;
}) {
  const { stage, shape } = props;
  if (stage.length === 0) {
    return (
      <div className={styles.empty} data-testid="stage-empty">
        {props.empty}
      </div>
    );
  }
  const columns = shape === 'column' ? (stage.length > 3 ? 2 : 1) : stage.length > 4 ? 3 : Math.min(stage.length, 2);
  return (
    <ul
      className={`${styles.grid} ${shape === 'column' && stage.length < 3 ? styles.boxes : ''}`}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      data-testid="stage"
    >
      {stage.map((entry) => (
        <li key={entry.participantId} className={styles.place} data-testid={`stage-${entry.participantId}`}>
          <StagePicture entry={entry} />
          {props.actions && <div className={styles.actions}>{props.actions(entry)}</div>}
        </li>
      ))}
    </ul>
  );
}
