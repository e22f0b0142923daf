import { LessonGate } from '../seat/lesson-gate.tsx';
import { ClassroomScreen } from './classroom-screen.tsx';

/** All that a receiving classroom sees after joining: fetched while people look at their device check. */
export function ClassroomLesson() {
  return (
    <LessonGate>
      <ClassroomScreen />
    </LessonGate>
  );
}
