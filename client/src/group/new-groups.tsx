import { type ClassroomId, classroomSeat, type InvitedClassroom, limits } from '@tongke/signaling/protocol/lesson';
import { Check, Dices, ListOrdered } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dealRooms, groupCounts, shuffled } from '../core/group/deal-rooms.ts';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './group.module.css';
import { RoomRow } from './room-row.tsx';

const minutesOffered = [3, 5, 8, 10, 15, 20] as const;
/** By classroom: the group's number, from 1; a classroom that is missing stays with the teacher. */
type Draft = Readonly<Record<ClassroomId, number>>;

const draftOf = (groups: InvitedClassroom[][]): Draft =>
  Object.fromEntries(groups.flatMap((rooms, index) => rooms.map(({ classroomId }) => [classroomId, index + 1])));

/** The class as it is to be split: dealt out by one click, every classroom movable, then begun. */
export function NewGroups() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const lesson = useLesson();
  const { run, isBusy } = useCommand();
  const ids = { count: useId(), minutes: useId() };
  const rooms = Object.values(lesson.classrooms);
  const here = rooms.filter(
    ({ classroomId }) => lesson.participants[classroomSeat(classroomId)]?.connection.state === 'here',
  );
  const { fewest, most, usual } = groupCounts(here.length);
  const [chosen, setCount] = useState<number | null>(null);
  const counts = Array.from({ length: most - fewest + 1 }, (_, index) => fewest + index);
  const count = Math.min(most, Math.max(fewest, chosen ?? usual));
  const [own, setDraft] = useState<Draft | null>(null);
  const draft = own ?? draftOf(dealRooms(here, count));
  const [minutes, setMinutes] = useState(5);
  const numbers = Array.from({ length: Math.max(count, ...Object.values(draft)) }, (_, index) => index + 1);
  const groups = numbers
    .map((number) => rooms.filter(({ classroomId }) => draft[classroomId] === number))
    .filter((group) => group.length > 0);
  const isTooLarge = groups.some((group) => group.length > limits.groupSeats);
  if (here.length < 2) return <p className={styles.hint}>{t('group.tooFew')}</p>;
  const start = () => {
    announce(t('group.started', { count: groups.length }));
    run('group:split', {
      groups: groups.map((group) => group.map(({ classroomId }) => classroomId)),
      ...(minutes > 0 ? { seconds: minutes * 60 } : {}),
    });
  };
  return (
    <>
      <p className={styles.hint}>{t('group.hint')}</p>
      <div className={styles.row}>
        <label htmlFor={ids.count}>{t('group.count')}</label>
        <select
          id={ids.count}
          value={count}
          onChange={({ target }) => {
            setCount(Number(target.value));
            setDraft(null);
          }}
          data-testid="group-count"
        >
          {counts.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
        <label htmlFor={ids.minutes}>{t('group.time')}</label>
        <select
          id={ids.minutes}
          value={minutes}
          onChange={({ target }) => setMinutes(Number(target.value))}
          data-testid="group-minutes"
        >
          <option value={0}>{t('group.noEnd')}</option>
          {minutesOffered.map((each) => (
            <option key={each} value={each}>
              {t('group.minutes', { count: each })}
            </option>
          ))}
        </select>
      </div>
      <div className={styles.row}>
        <Button icon={<ListOrdered aria-hidden="true" />} onClick={() => setDraft(null)} testId="group-in-order">
          {t('group.inOrder')}
        </Button>
        <Button
          icon={<Dices aria-hidden="true" />}
          onClick={() => setDraft(draftOf(dealRooms(shuffled(here), count)))}
          testId="group-by-lot"
        >
          {t('group.byLot')}
        </Button>
      </div>
      <ul className={styles.rooms}>
        {rooms.map((room) => {
          const { classroomId } = room;
          const place = {
            value: String(draft[classroomId] || ''),
            offered: numbers.map((number) => ({ value: String(number), number })),
            onMove: (value: string) => setDraft({ ...draft, [classroomId]: Number(value) }),
            testId: `group-draft-${classroomId}`,
          };
          return <RoomRow key={classroomId} room={room} words={room.schoolName} place={place} />;
        })}
      </ul>
      {isTooLarge && <p role="alert">{t('group.tooLarge', { count: limits.groupSeats })}</p>}
      <Button
        kind="primary"
        wide
        icon={<Check aria-hidden="true" />}
        disabled={isBusy || isTooLarge || groups.length === 0}
        onClick={start}
        testId="group-split"
      >
        {t('group.start', { count: groups.length })}
      </Button>
    </>
  );
}
