import { classroomSeat, ownSwitch, switchNames } from '@tongke/signaling/protocol/lesson';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../design/panel.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { findClassrooms } from '../wall/wall-page.ts';
import { ControlUses } from './control-uses.tsx';
import styles from './permission-panel.module.css';
import { RemoveButton } from './remove-button.tsx';
import { RemovedList } from './removed-list.tsx';
import { SwitchToggle } from './switch-toggle.tsx';

/** Rooms that are listed at once; the search finds the others. */
const shownRooms = 12;

/** What rooms may do: for all, and for each; who was removed; what was done. */
export function PermissionPanel() {
  const { t } = useTranslation();
  const lesson = useLesson();
  const { permission } = lesson;
  const [words, setWords] = useState('');
  const rooms = findClassrooms(lesson, words).slice(0, shownRooms);
  return (
    <Panel compact testId="permission-panel" className={styles.panel ?? ''} title={t('console.permission')}>
      <section className={styles.part} aria-label={t('permission.all')}>
        <h3>{t('permission.all')}</h3>
        <div className={styles.all}>
          {switchNames.map((what) => (
            <SwitchToggle key={what} participantId={null} what={what} isOn={permission.all[what]} />
          ))}
        </div>
      </section>
      <section className={styles.part} aria-label={t('permission.rooms')}>
        <div className={styles.line}>
          <h3>{t('permission.rooms')}</h3>
          <label className={styles.search}>
            <Search aria-hidden="true" size={16} />
            <input
              type="search"
              value={words}
              aria-label={t('wall.search')}
              placeholder={t('wall.search')}
              onChange={(event) => setWords(event.target.value)}
              data-testid="permission-search"
            />
          </label>
        </div>
        <p className={styles.soft}>{t('permission.roomsHint')}</p>
        <ul className={styles.rooms}>
          {rooms.map((room) => {
            const id = classroomSeat(room.classroomId);
            return (
              <li key={id} className={styles.room} data-testid={`rights-${id}`}>
                <div className={styles.head}>
                  <p className={styles.name}>
                    <strong>{room.name}</strong> <span className={styles.soft}>{room.schoolName}</span>
                  </p>
                  <RemoveButton participantId={id} name={room.name} />
                </div>
                <div className={styles.switches}>
                  {switchNames.map((what) => (
                    <SwitchToggle
                      key={what}
                      participantId={id}
                      what={what}
                      isOn={ownSwitch(permission, id, what)}
                      isOverruled={!permission.all[what]}
                      name={room.name}
                    />
                  ))}
                </div>
              </li>
            );
          })}
        </ul>
      </section>
      <RemovedList />
      <ControlUses />
    </Panel>
  );
}
