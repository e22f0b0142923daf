import { witness } from '../moment.ts';
import { same } from '../sight.ts';
import type { Act } from './act.ts';

/** A star from the teacher, and applause from a classroom; all see both. */
export const praise: Act = {
  name: 'praise',
  async play({ teacher, lesson, rooms: [room, other] }) {
    const [classroomId] = lesson.classroomIds;
    await teacher.tap(`give-star-${classroomId}`);
    const star = await witness(other, 'a star', same('[data-testid="praise-star"]', { words: room.name }));
    await room.see('own-stars');
    await other.page.keyboard.press('a');
    await other.tap('aide-tab-praise');
    await other.tap('applaud');
    const applause = await witness(room, 'applause', same('[data-testid="praise-applause"]'));
    await other.page.keyboard.press('Escape');
    await other.gone('aide-panel');
    return { detail: `a star for ${room.name}, applause from ${other.name}`, moments: [star, applause] };
  },
};
