import {
  classroomSeat,
  type Group,
  type GroupId,
  type InvitedClassroom,
  mayDo,
  membersOf,
} from '@tongke/signaling/protocol/lesson';
import { DoorOpen, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import styles from './group.module.css';
import { RoomRow } from './room-row.tsx';

/** The groups at work: who is in each, a button that visits it, and where each classroom may be put. */
export function RunningGroups() {
  const { t } = useTranslation();
  const { classrooms, group } = useLesson();
  const groups = Object.values(group.groups).sort((a, b) => a.number - b.number);
  const rooms = Object.values(classrooms);
  const places = new Map(groups.flatMap((each) => membersOf(each).map((id) => [id, each.groupId] as const)));
  const roomsOf = Map.groupBy(rooms, ({ classroomId }) => places.get(classroomSeat(classroomId)) ?? null);
  const rest = roomsOf.get(null) ?? [];
  return (
    <>
      {groups.map((each) => (
        <section key={each.groupId} className={styles.group} data-visited={each.visited}>
          <header className={styles.head}>
            <h3>{t('group.name', { number: each.number })}</h3>
            <VisitButton group={each} />
          </header>
          <Rooms rooms={roomsOf.get(each.groupId) ?? []} of={each.groupId} groups={groups} />
        </section>
      ))}
      {rest.length > 0 && (
        <section className={styles.group}>
          <h3>{t('group.stays')}</h3>
          <Rooms rooms={rest} of={null} groups={groups} />
        </section>
      )}
    </>
  );
}

function VisitButton({ group: { groupId, number, visited } }: { group: Group }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const announce = useAnnounce();
  const { run, isBusy } = useCommand();
  if (!mayDo(kept.role, 'group:visit')) return visited ? <span>{t('group.teacherHere')}</span> : null;
  return (
    <Button
      kind={visited ? 'secondary' : 'primary'}
      icon={visited ? <LogOut aria-hidden="true" /> : <DoorOpen aria-hidden="true" />}
      disabled={isBusy}
      onClick={() => {
        announce(t(visited ? 'group.withNobody' : 'group.withGroup', { number }));
        run('group:visit', { groupId: visited ? null : groupId });
      }}
      aria-label={t(visited ? 'group.leaveGroup' : 'group.visitGroup', { number })}
      testId={`group-visit-${number}`}
    >
      {t(visited ? 'group.leave' : 'group.visit')}
    </Button>
  );
}

function Rooms(props: { rooms: readonly InvitedClassroom[]; of: GroupId | null; groups: readonly Group[] }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { participants } = useLesson();
  const { run, isBusy } = useCommand();
  const mayMove = mayDo(kept.role, 'group:move');
  return (
    <ul className={styles.rooms}>
      {props.rooms.map((room) => {
        const { classroomId, schoolName } = room;
        const isHere = participants[classroomSeat(classroomId)]?.connection.state === 'here';
        const place = {
          value: props.of ?? '',
          offered: props.groups.map(({ groupId, number }) => ({ value: groupId, number })),
          onMove: (value: string) => {
            const target = props.groups.find(({ groupId }) => groupId === value);
            run('group:move', { classroomId, groupId: target?.groupId ?? null });
          },
          disabled: isBusy,
          testId: `group-move-${classroomId}`,
        };
        const words = isHere ? schoolName : `${schoolName} · ${t('group.notHere')}`;
        return <RoomRow key={classroomId} room={room} words={words} place={mayMove ? place : null} />;
      })}
    </ul>
  );
}
