import type { InvitedClassroom } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import styles from './group.module.css';

/** Where a classroom is put and may be put; the empty value: it stays with the teacher. */
export interface RoomPlace {
  value: string;
  offered: readonly { value: string; number: number }[];
  onMove: (value: string) => void;
  disabled?: boolean;
  testId: string;
}

/** A classroom's line in a list of groups; with a `place`, the choice of its group. */
export function RoomRow(props: { room: InvitedClassroom; words: string; place: RoomPlace | null }) {
  const { t } = useTranslation();
  const { room, words, place } = props;
  const { classroomId, name } = room;
  return (
    <li className={styles.room} data-testid={`group-room-${classroomId}`}>
      <span className={styles.name}>
        <strong>{name}</strong>
        <small>{words}</small>
      </span>
      {place && (
        <select
          aria-label={t('group.of', { name })}
          value={place.value}
          disabled={place.disabled}
          onChange={({ target }) => place.onMove(target.value)}
          data-testid={place.testId}
        >
          <option value="">{t('group.stays')}</option>
          {place.offered.map(({ value, number }) => (
            <option key={value} value={value}>
              {t('group.name', { number })}
            </option>
          ))}
        </select>
      )}
    </li>
  );
}
