import type { LessonPlan, Receive } from '@tongke/sfu/control';
import {
  chosenShot,
  type Group,
  handQueue,
  isHeldBack,
  isStaff,
  type LessonState,
  limits,
  membersOf,
  type Participant,
  type Track,
  type TrackSource,
} from '../protocol/lesson.ts';

/** What a thin line carries first: voices, then what is written, then faces. */
const priorities: Record<TrackSource, number> = {
  microphone: 255,
  screenAudio: 230,
  screen: 200,
  board: 180,
  table: 170,
  camera: 150,
};
/** A classroom's tracks yield to the teacher's of the same kind by this much. */
const stageStep = 20;
/** Pictures on the wall come last. */
const wallPriority = 10;

const receive = (track: Track, priority: number, maxSpatialLayer: number, demand: Receive['demand']): Receive => ({
  trackId: track.trackId,
  priority,
  maxSpatialLayer,
  demand,
});

/** A second teacher's tracks yield to those of the one who leads. */
const yields = ({ lead }: LessonState, track: Track): number => (track.participantId === lead.leaderId ? 0 : stageStep);

const warmRooms = (state: LessonState) =>
  handQueue(state)
    .slice(0, limits.warmRooms)
    .map((place) => place.participantId);

/** Who of a group sees a picture at most in this layer: several share a thin line. */
const groupLayer = 1;
const nameOf = ({ groupId }: Group): string => `group-${groupId}`;

/**
 * The desired state of a lesson's media: who may send, who receives what, whose microphone is open. Pure; any node may
 * compute and send it. A classroom's sound reaches others only while it is on stage, and nothing of a room reaches anybody
 * that is switched off for it, or of anybody while the lesson is paused: such a track is paused where it arrives. A
 * classroom in a group receives that group only; the teacher and the group receive each other while the teacher visits it.
 */
export function plan(state: LessonState): LessonPlan {
  const open = state.phase.name === 'open';
  const tracks = open ? Object.values(state.tracks) : [];
  const staged = new Set(state.stage.map((entry) => entry.participantId));
  const taught = tracks.filter((track) => track.role === 'teacher');
  const onStage = tracks.filter((track) => staged.has(track.participantId));
  const offStage = tracks.filter((track) => track.role === 'classroom' && !staged.has(track.participantId));
  const shown = chosenShot(state);
  // What is large in all rooms comes by itself, and so do faces and sound; another picture only to those who look at it.
  const large = shown === null ? 'screen' : shown.of === 'teacher' ? shown.source : null;
  const isShown = ({ kind, source, participantId }: Track) =>
    kind === 'audio' || source === 'camera' || (source === large && participantId === state.lead.leaderId);
  const everywhere = [
    ...taught.map((track) =>
      receive(track, priorities[track.source] - yields(state, track), 2, isShown(track) ? 'always' : 'interest'),
    ),
    ...onStage.map((track) => receive(track, priorities[track.source] - stageStep, 2, 'always')),
  ];
  // Whoever comes next sends already, if small: called, it is seen at once.
  const warm = new Set(open ? warmRooms(state) : []);
  const groups = open ? Object.values(state.group.groups) : [];
  const withinGroup = (group: Group) => {
    const members = new Set(membersOf(group));
    return offStage
      .filter((track) => members.has(track.participantId))
      .map((track) => receive(track, priorities[track.source] - stageStep, groupLayer, 'always'));
  };
  const own = new Map(groups.flatMap((group) => membersOf(group).map((id) => [id, nameOf(group)] as const)));
  // By what a seat receives: staff, all rooms, or the rooms of its group.
  const receivesAs = ({ participantId, role }: Participant) =>
    isStaff(role) ? 'staff' : (own.get(participantId) ?? 'rooms');
  const visited = groups.filter((group) => group.visited).flatMap(withinGroup);
  const isHeard = new Set(visited.map(({ trackId }) => trackId));
  const wall = offStage
    .filter((track) => track.kind === 'video' && !isHeard.has(track.trackId))
    .map((track) => receive(track, wallPriority, 0, warm.has(track.participantId) ? 'always' : 'interest'));
  const seats = Object.values(state.participants).filter(
    ({ role, connection }) => open && role !== 'recorder' && connection.state !== 'gone',
  );
  const { recorderId, twinId } = state.recording;
  const recorders = open ? [recorderId, twinId].filter((id) => id !== null) : [];
  const kept = state.facts?.recording === 'everything' ? tracks : [...taught, ...onStage];
  return {
    sequence: state.sequence,
    groups: {
      rooms: everywhere,
      staff: [...everywhere, ...visited, ...wall],
      ...Object.fromEntries(
        groups.map((group) => [
          nameOf(group),
          [...(group.visited || state.group.addressed ? everywhere : []), ...withinGroup(group)],
        ]),
      ),
    },
    seats: Object.fromEntries(seats.map((seat) => [seat.participantId, { group: receivesAs(seat) }])),
    tracks: Object.fromEntries(
      tracks.map((track) => {
        const paused = track.muted || isHeldBack(state.permission, track);
        return [track.trackId, { seatId: track.participantId, paused }];
      }),
    ),
    taps: Object.fromEntries(recorders.map((id) => [id, { trackIds: kept.map((track) => track.trackId) }])),
  };
}
