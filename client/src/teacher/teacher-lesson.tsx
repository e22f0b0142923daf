import { LessonGate } from '../seat/lesson-gate.tsx';
import { TeacherConsole } from './teacher-console.tsx';

/** All that staff see after joining: fetched while people look at their device check. */
export function TeacherLesson() {
  return (
    <LessonGate>
      <TeacherConsole />
    </LessonGate>
  );
}
