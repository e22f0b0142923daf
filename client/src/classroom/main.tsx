import { Entrance } from '../core/seat/entrance.ts';
import { mountPage } from '../design/mount-page.tsx';
import { JoinGate } from '../device-check/join-gate.tsx';
import { EntranceGate } from '../seat/entrance-gate.tsx';
import { later } from '../seat/later.tsx';

// Asked for at once: the seat is there when the join button is pressed.
const entrance = new Entrance();
const ClassroomLesson = later(async () => (await import('./classroom-lesson.tsx')).ClassroomLesson);

void mountPage(
  'dark',
  ['entrance'],
  <EntranceGate entrance={entrance}>
    <JoinGate>
      <ClassroomLesson />
    </JoinGate>
  </EntranceGate>,
);
