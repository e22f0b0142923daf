import type { EventDefinitions } from './event-definition.ts';
import { groupsAfterPause } from './group.ts';
import type { ParticipantId } from './ids.ts';
import { limits } from './limits.ts';
import { isStaff } from './role.ts';
import { afterPause } from './stage.ts';
import type { LessonState, Track, TrackSource } from './state.ts';
import { toEveryone, toStaff, type Viewer } from './visibility.ts';

/** What can be switched on and off for the rooms. */
export const switchNames = ['video', 'voice', 'annotation', 'screen', 'file', 'text'] as const;
export type Switch = (typeof switchNames)[number];
export type Switches = Readonly<Record<Switch, boolean>>;

/** What a room may be refused: a switch, or all that is a hand, an answer, a buzzer or a question. */
export type Allowance = Switch | 'interaction';

/** One use of a control. */
export type ControlUse =
  | { control: 'pause' | 'resume' | 'forbid' | 'permit' }
  | { control: 'switch'; participantId: ParticipantId | null; what: Switch; on: boolean }
  | { control: 'end'; reason: string | null }
  | { control: 'remove' | 'block' | 'unblock'; participantId: ParticipantId };

/** The switches for what rooms may do, and the one-key controls: pause, forbid all interaction. */
export interface PermissionState {
  /** For all rooms. A room may do what both these and its own leave on. */
  all: Switches;
  /** Of the rooms that have some of their own; what is missing is on. Rooms know only their own. */
  rooms: Record<ParticipantId, Partial<Switches>>;
  /** Since when everything pauses: nothing is forwarded, rooms may do nothing. */
  pausedAt: number | null;
  /** Since when rooms may only be seen. */
  forbiddenAt: number | null;
  /** Who used a control last, the newest first, a bounded number. Staff know. */
  uses: { use: ControlUse; by: ParticipantId | null; at: number }[];
}

/** Everything is on but drawing, which the teacher lets. */
export const emptyPermission: PermissionState = {
  all: { video: true, voice: true, annotation: false, screen: true, file: true, text: true },
  rooms: {},
  pausedAt: null,
  forbiddenAt: null,
  uses: [],
};

/** What is changed, and, for staff only, who changed it. */
export interface PermissionEvents {
  /** `participantId`: the room; null for all. */
  switchSet: { participantId: ParticipantId | null; what: Switch; on: boolean };
  lessonPaused: Record<never, never>;
  lessonResumed: Record<never, never>;
  interactionForbidden: Record<never, never>;
  interactionPermitted: Record<never, never>;
  /** Stands before the event that it led to. `by`: null for the server's own API. */
  controlUsed: { use: ControlUse; by: ParticipantId | null };
}

const withPermission = (state: LessonState, change: Partial<PermissionState>): LessonState => ({
  ...state,
  permission: { ...state.permission, ...change },
});

export const permissionEvents: EventDefinitions<PermissionEvents> = {
  switchSet: {
    visibility: ({ participantId }) => (participantId === null ? toEveryone : { to: 'seat', participantId }),
    evolve: (state, { participantId, what, on }, _at, records) => {
      const { all, rooms } = state.permission;
      if (participantId === null) return withPermission(state, { all: { ...all, [what]: on } });
      const own = { ...rooms[participantId], [what]: on };
      return withPermission(state, { rooms: records.set(rooms, participantId, own) });
    },
  },
  lessonPaused: {
    visibility: () => toEveryone,
    evolve: (state, _data, at) => withPermission(state, { pausedAt: at }),
  },
  lessonResumed: {
    visibility: () => toEveryone,
    evolve: (state, _data, at) => {
      const pausedMs = at - (state.permission.pausedAt ?? at);
      return {
        ...withPermission(state, { pausedAt: null }),
        stage: afterPause(state.stage, pausedMs),
        group: groupsAfterPause(state.group, pausedMs),
      };
    },
  },
  interactionForbidden: {
    visibility: () => toEveryone,
    evolve: (state, _data, at) => ({
      ...withPermission(state, { forbiddenAt: at }),
      hands: [],
    }),
  },
  interactionPermitted: {
    visibility: () => toEveryone,
    evolve: (state) => withPermission(state, { forbiddenAt: null }),
  },
  controlUsed: {
    visibility: () => toStaff,
    evolve: (state, { use, by }, at) =>
      withPermission(state, { uses: [{ use, by, at }, ...state.permission.uses].slice(0, limits.controlUsesKept) }),
  },
};

/** What a viewer may see of it. */
export function projectPermission(permission: PermissionState, viewer: Viewer): PermissionState {
  if (isStaff(viewer.role)) return permission;
  const own = permission.rooms[viewer.participantId];
  return { ...permission, rooms: own ? { [viewer.participantId]: own } : {}, uses: [] };
}

/** Whether the room's own switch is on, whatever those for all say. */
export const ownSwitch = ({ rooms }: PermissionState, id: ParticipantId, what: Switch): boolean =>
  rooms[id]?.[what] ?? true;

/**
 * Whether a room may do something now. Pure; right on the room's own projection too. While everything pauses it may do
 * nothing; while interaction is forbidden it may only be seen; else its switch and the one for all must be on.
 */
export function allows(permission: PermissionState, id: ParticipantId, what: Allowance): boolean {
  if (permission.pausedAt !== null) return false;
  if (permission.forbiddenAt !== null && what !== 'video') return false;
  return what === 'interaction' || (permission.all[what] && ownSwitch(permission, id, what));
}

/** The switch that a room's track stands under. */
export const switchOf: Record<TrackSource, Switch> = {
  camera: 'video',
  board: 'video',
  table: 'video',
  microphone: 'voice',
  screen: 'screen',
  screenAudio: 'screen',
};

/** Whether a track is kept from everybody now, though its owner may have it open. */
export function isHeldBack(
  permission: PermissionState,
  track: Pick<Track, 'participantId' | 'role' | 'source'>,
): boolean {
  if (track.role !== 'classroom') return permission.pausedAt !== null;
  return !allows(permission, track.participantId, switchOf[track.source]);
}
