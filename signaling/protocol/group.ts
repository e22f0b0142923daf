import type { EventDefinitions } from './event-definition.ts';
import type { GroupId, ParticipantId } from './ids.ts';
import type { RecordWriter } from './record-writer.ts';
import { isStaff } from './role.ts';
import type { LessonState, Track } from './state.ts';
import { toEveryone, type Viewer, type Visibility } from './visibility.ts';

/** A classroom in a group, with everything that the others of its group may know of it. */
export interface GroupMember {
  participantId: ParticipantId;
  name: string;
  schoolName: string;
  tracks: Track[];
}

/** Classrooms that hear and see only each other, and the teacher while it visits them. */
export interface Group {
  groupId: GroupId;
  /** From 1; what people call it by. */
  number: number;
  members: GroupMember[];
  /** Whether the teacher is with them. */
  visited: boolean;
}

/** The class split into groups. A classroom knows of its own group only. */
export interface GroupState {
  /** Since when, and when all are called back by themselves (null: when the teacher does so). Null while the class is one. */
  split: { since: number; endsAt: number | null } | null;
  groups: Record<GroupId, Group>;
  /** Whether the teacher speaks to all groups at once. */
  addressed: boolean;
}

export const emptyGroups: GroupState = { split: null, groups: {}, addressed: false };

interface AboutGroup {
  groupId: GroupId;
  /** Everybody who is in it: they are told, and staff. */
  memberIds: ParticipantId[];
}

/** The class splits, the teacher visits, all are called back. */
export interface GroupEvents {
  /** Milliseconds since the epoch; null: until they are called back. Its groups follow. */
  groupsSplit: { endsAt: number | null };
  groupFormed: { group: Group };
  /** Its classrooms are in it no longer; another of the same name may follow. */
  groupDissolved: AboutGroup;
  groupTracksChanged: AboutGroup & { participantId: ParticipantId; tracks: Track[] };
  groupVisited: AboutGroup & { visited: boolean };
  groupsAddressed: { addressed: boolean };
  /** The class is one again. `time`: the time for it was over. */
  groupsCalledBack: { because: 'call' | 'time' };
}

const toMembers = ({ memberIds }: AboutGroup): Visibility => ({ to: 'seats', participantIds: memberIds });

/** The ids of a group's classrooms. */
export const membersOf = ({ members }: Group): ParticipantId[] => members.map(({ participantId }) => participantId);

const withGroup = (
  state: LessonState,
  id: GroupId,
  change: (group: Group) => Group,
  records: RecordWriter,
): LessonState => {
  const group = state.group.groups[id];
  if (!group) return state;
  return { ...state, group: { ...state.group, groups: records.set(state.group.groups, id, change(group)) } };
};

export const groupEvents: EventDefinitions<GroupEvents> = {
  groupsSplit: {
    visibility: () => toEveryone,
    evolve: (state, { endsAt }, at) => ({ ...state, group: { ...emptyGroups, split: { since: at, endsAt } } }),
  },
  groupFormed: {
    visibility: ({ group }) => ({ to: 'seats', participantIds: membersOf(group) }),
    evolve: (state, { group }, _at, records) => ({
      ...state,
      group: { ...state.group, groups: records.set(state.group.groups, group.groupId, group) },
    }),
  },
  groupDissolved: {
    visibility: toMembers,
    evolve: (state, { groupId }, _at, records) => ({
      ...state,
      group: { ...state.group, groups: records.without(state.group.groups, groupId) },
    }),
  },
  groupTracksChanged: {
    visibility: toMembers,
    evolve: (state, { groupId, participantId, tracks }, _at, records) =>
      withGroup(
        state,
        groupId,
        (group) => ({
          ...group,
          members: group.members.map((each) => (each.participantId === participantId ? { ...each, tracks } : each)),
        }),
        records,
      ),
  },
  groupVisited: {
    visibility: toMembers,
    evolve: (state, { groupId, visited }, _at, records) =>
      withGroup(state, groupId, (group) => ({ ...group, visited }), records),
  },
  groupsAddressed: {
    visibility: () => toEveryone,
    evolve: (state, { addressed }) => ({ ...state, group: { ...state.group, addressed } }),
  },
  groupsCalledBack: {
    visibility: () => toEveryone,
    evolve: (state) => ({ ...state, group: emptyGroups }),
  },
};

/** The group that a classroom is in; undefined when it is in none. */
export const groupOf = ({ groups }: GroupState, id: ParticipantId): Group | undefined =>
  Object.values(groups).find(({ members }) => members.some(({ participantId }) => participantId === id));

/** The group that the teacher is with; undefined when it is with none. */
export const visitedGroup = ({ groups }: GroupState): Group | undefined =>
  Object.values(groups).find(({ visited }) => visited);

/** The groups after a pause: their time did not run. */
export const groupsAfterPause = (group: GroupState, pausedMs: number): GroupState =>
  group.split === null || group.split.endsAt === null
    ? group
    : { ...group, split: { ...group.split, endsAt: group.split.endsAt + pausedMs } };

/** What a viewer may see of it: staff all groups, a classroom its own. */
export function projectGroups(group: GroupState, { participantId, role }: Viewer): GroupState {
  if (isStaff(role)) return group;
  const own = groupOf(group, participantId);
  return { ...group, groups: own ? { [own.groupId]: own } : {} };
}
