import type { Inquiry } from '@tongke/signaling/protocol/lesson';
import { useLesson } from '../seat/seat-context.tsx';
import styles from './inquiry-panel.module.css';

/** Which classroom asked. */
export function AskedBy({ inquiry: { participantId, classroomId } }: { inquiry: Inquiry }) {
  const { participants, classrooms } = useLesson();
  const invited = classroomId ? classrooms[classroomId] : undefined;
  return (
    <p className={styles.by}>
      <strong>{invited?.name ?? participants[participantId]?.name}</strong> {invited?.schoolName}
    </p>
  );
}
