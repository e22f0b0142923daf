import type { ParticipantId } from './ids.ts';
import { isStaff, type Role } from './role.ts';

/**
 * Who may see an event. The recorder sees all, for it keeps the log; what it publishes is only what `everyone` may see.
 * - `everyone`: all participants, and the public record;
 * - `staff`: teacher, assistants and inspectors;
 * - `seat`: staff, and the participant that it is about;
 * - `seats`: staff, and the participants that it is about;
 * - `self`: only the participant that it is about;
 * - `server`: nobody.
 */
export type Visibility =
  | { to: 'everyone' }
  | { to: 'staff' }
  | { to: 'seat'; participantId: ParticipantId }
  | { to: 'seats'; participantIds: readonly ParticipantId[] }
  | { to: 'self'; participantId: ParticipantId }
  | { to: 'server' };

/** Whoever looks at a lesson. */
export interface Viewer {
  participantId: ParticipantId;
  role: Role;
}

export const toEveryone: Visibility = { to: 'everyone' };
export const toStaff: Visibility = { to: 'staff' };
export const toServer: Visibility = { to: 'server' };

export function maySee(visibility: Visibility, viewer: Viewer): boolean {
  if (viewer.role === 'recorder') return true;
  switch (visibility.to) {
    case 'everyone':
      return true;
    case 'staff':
      return isStaff(viewer.role);
    case 'seat':
      return isStaff(viewer.role) || visibility.participantId === viewer.participantId;
    case 'seats':
      return isStaff(viewer.role) || visibility.participantIds.includes(viewer.participantId);
    case 'self':
      return visibility.participantId === viewer.participantId;
    case 'server':
      return false;
  }
}
