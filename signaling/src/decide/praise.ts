import { type LessonEvent, limits } from '../../protocol/lesson.ts';
import { accept, type Handlers, isHere, leads, refuse, refuseUnlessOpen } from './decision.ts';
import { refuseUnlessAllowed } from './permission.ts';

export const praise: Handlers<'praise:give' | 'praise:takeBack' | 'praise:applaud'> = {
  'praise:give': (state, actor, { classroomId }, now) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const invited = state.classrooms[classroomId];
    if (!invited) return refuse('notFound', 'no such classroom');
    const stars = state.praise.stars[classroomId]?.stars ?? 0;
    const { latest } = state.praise;
    if (latest?.classroomId === classroomId && now - latest.at < limits.starAgainMs) return accept({ stars });
    if (stars >= limits.starsPerClassroom) return refuse('tooMany', 'no more stars');
    const { schoolId, name, schoolName } = invited;
    return accept({ stars: stars + 1 }, { type: 'starGiven', classroomId, schoolId, name, schoolName });
  },
  'praise:takeBack': (state, actor, { classroomId }) => {
    if (!leads(actor)) return refuse('forbidden', 'only staff');
    const refusal = refuseUnlessOpen(state);
    if (refusal) return refusal;
    const stars = state.praise.stars[classroomId]?.stars ?? 0;
    return stars > 0 ? accept({ stars: stars - 1 }, { type: 'starTakenBack', classroomId }) : accept({ stars });
  },
  'praise:applaud': (state, actor, _input, now) => {
    if (actor.kind !== 'participant') return refuse('forbidden', 'only participants');
    const refusal = refuseUnlessOpen(state) ?? refuseUnlessAllowed(state, actor, 'interaction');
    if (refusal) return refusal;
    const { participantId, role } = actor;
    if (!isHere(state, participantId)) return refuse('notHere', 'not connected');
    const { applause, clapped } = state.praise;
    // One in so many milliseconds, of all: a hall that claps is one sound, and the log stays small.
    const spacingMs = limits.applauseWindowMs / limits.applausePerWindow;
    const isCrowded = applause !== null && now - applause.at < spacingMs;
    const last = clapped[participantId];
    const isAgain = last !== undefined && now - last < limits.applauseAgainMs;
    if (isCrowded || isAgain) return accept({ counted: false });
    const byRoom: LessonEvent[] = role === 'classroom' ? [{ type: 'classroomClapped', participantId }] : [];
    return accept({ counted: true }, { type: 'applauded', byTeacher: role !== 'classroom' }, ...byRoom);
  },
};
