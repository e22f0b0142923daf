import {
  type ClassroomId,
  classroomSeat,
  type Group,
  type GroupId,
  type GroupMember,
  groupId,
  groupOf,
  type InvitedClassroom,
  type LessonEvent,
  type LessonState,
  limits,
  membersOf,
  type ParticipantId,
  type Track,
} from '../../protocol/lesson.ts';
import { accept, clockOf, type Handlers, leads, refuse, refuseUnlessOpen, tracksOf } from './decision.ts';

const memberOf = (state: LessonState, { classroomId, name, schoolName }: InvitedClassroom): GroupMember => {
  const participantId = classroomSeat(classroomId);
  return { participantId, name, schoolName, tracks: tracksOf(state, participantId) };
};

const about = (group: Group) => ({ groupId: group.groupId, memberIds: membersOf(group) });
const dissolve = (group: Group): LessonEvent => ({ type: 'groupDissolved', ...about(group) });
/** A group as it is now; none when nobody is left in it. */
const form = (group: Group): LessonEvent[] => (group.members.length > 0 ? [{ type: 'groupFormed', group }] : []);

const refuseUnlessSplit = (state: LessonState) =>
  refuseUnlessOpen(state) ??
  (state.group.split === null ? refuse('conflict', 'the class is not in groups') : undefined);

/** The refusal of what needs the class in one; undefined while it is. */
export const refuseInGroups = ({ group }: LessonState): ReturnType<typeof refuse> | undefined =>
  group.split === null ? undefined : refuse('inGroups', 'the class works in groups');

export const group: Handlers<'group:split' | 'group:visit' | 'group:address' | 'group:move' | 'group:callBack'> = {
  'group:split': (state, actor, { groups, seconds }, now) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    if (state.group.split) return refuse('conflict', 'the class is in groups already');
    const named = groups.flat();
    if (new Set(named).size < named.length) return refuse('badRequest', 'a classroom is in two groups');
    if (!named.every((id) => Object.hasOwn(state.classrooms, id))) return refuse('notFound', 'no such classroom');
    const endsAt = seconds === undefined ? null : clockOf(state, now) + seconds * 1_000;
    const left = state.stage.map(({ participantId }): LessonEvent => ({ type: 'stageLeft', participantId }));
    const formed = groups.flatMap((ids, index) =>
      form({
        groupId: groupId(`g${index + 1}`),
        number: index + 1,
        members: ids.flatMap((id) => {
          const invited = state.classrooms[id];
          return invited ? [memberOf(state, invited)] : [];
        }),
        visited: false,
      }),
    );
    return accept(null, ...left, { type: 'groupsSplit', endsAt }, ...formed);
  },
  'group:visit': (state, actor, { groupId: wanted }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessSplit(state);
    if (refusal) return refusal;
    const there = wanted === null ? undefined : find(state, wanted);
    if (wanted !== null && !there) return refuse('notFound', 'no such group');
    const left = Object.values(state.group.groups)
      .filter((each) => each.visited && each !== there)
      .map((each): LessonEvent => ({ type: 'groupVisited', ...about(each), visited: false }));
    const come: LessonEvent[] =
      there && !there.visited ? [{ type: 'groupVisited', ...about(there), visited: true }] : [];
    return accept(null, ...left, ...come);
  },
  'group:address': (state, actor, { addressed }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessSplit(state);
    if (refusal) return refusal;
    return state.group.addressed === addressed ? accept(null) : accept(null, { type: 'groupsAddressed', addressed });
  },
  'group:move': (state, actor, { classroomId, groupId: wanted }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessSplit(state);
    if (refusal) return refusal;
    return move(state, classroomId, wanted);
  },
  'group:callBack': (state, actor) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    return state.group.split ? accept(null, { type: 'groupsCalledBack', because: 'call' }) : accept(null);
  },
};

const find = ({ group: { groups } }: LessonState, id: GroupId): Group | undefined =>
  Object.hasOwn(groups, id) ? groups[id] : undefined;

function move(state: LessonState, classroomId: ClassroomId, wanted: GroupId | null) {
  const invited = Object.hasOwn(state.classrooms, classroomId) ? state.classrooms[classroomId] : undefined;
  if (!invited) return refuse('notFound', 'no such classroom');
  const target = wanted === null ? undefined : find(state, wanted);
  if (wanted !== null && !target) return refuse('notFound', 'no such group');
  const seat = classroomSeat(classroomId);
  const former = groupOf(state.group, seat);
  if (former?.groupId === target?.groupId) return accept(null);
  if (target && target.members.length >= limits.groupSeats) return refuse('tooMany', 'the group is full');
  const joined: LessonEvent[] = target
    ? [dissolve(target), ...form({ ...target, members: [...target.members, memberOf(state, invited)] })]
    : [];
  return accept(null, ...leaveGroup(state, seat), ...joined);
}

/** Takes a classroom from its group, if it is in one; the others stay together. */
export function leaveGroup(state: LessonState, seat: ParticipantId): LessonEvent[] {
  const former = groupOf(state.group, seat);
  if (!former) return [];
  const members = former.members.filter(({ participantId }) => participantId !== seat);
  return [dissolve(former), ...form({ ...former, members })];
}

/** Tells a classroom's group what its tracks are now; nothing for one that is in no group. */
export function groupTracks(state: LessonState, seat: ParticipantId, tracks: Track[]): LessonEvent[] {
  const own = groupOf(state.group, seat);
  return own ? [{ type: 'groupTracksChanged', ...about(own), participantId: seat, tracks }] : [];
}

/** Calls all back when the time for groups is over. A pause stops the clock. */
export const callBackOverdue = (state: LessonState, now: number): LessonEvent[] =>
  (nextCallBack(state) ?? Number.POSITIVE_INFINITY) <= now ? [{ type: 'groupsCalledBack', because: 'time' }] : [];

/** When all are called back by themselves, milliseconds since the epoch; null when no clock runs. */
export const nextCallBack = ({ permission, group: { split } }: LessonState): number | null =>
  permission.pausedAt === null ? (split?.endsAt ?? null) : null;
