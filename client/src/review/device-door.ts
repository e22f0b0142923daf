import { keptAccessToken } from '../api/access-token.ts';
import { organizerDoor, type ReviewDoor } from '../api/review-api.ts';

/** The door to a lesson's review for an operator or teacher whose token this device keeps; null for all others. */
export function deviceDoor(lessonId: string): ReviewDoor | null {
  const token = keptAccessToken();
  return token ? organizerDoor(lessonId, token) : null;
}
