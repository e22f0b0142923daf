import { queueOf } from '@tongke/signaling/protocol/lesson';
import { useLesson } from '../seat/seat-context.tsx';

/** How many questions wait for the teacher. */
export const useWaitingInquiries = (): number => queueOf(useLesson().inquiry).length;
