import { type Group, groupOf, type StageEntry } from '@tongke/signaling/protocol/lesson';
import { useLesson, useSeat } from '../seat/seat-context.tsx';

/** The group that this classroom is in, and whether the teacher is heard in it; undefined while it is in none. */
export function useOwnGroup(): { group: Group; isApart: boolean } | undefined {
  const { kept } = useSeat();
  const { group: state } = useLesson();
  const group = groupOf(state, kept.participantId);
  return group && { group, isApart: !group.visited && !state.addressed };
}

/** A group's classrooms as pictures of a stage. */
export const picturesOf = ({ members }: Group, except?: string): StageEntry[] =>
  members
    .filter(({ participantId }) => participantId !== except)
    .map((member) => ({ ...member, calledAt: 0, endsAt: null }));
