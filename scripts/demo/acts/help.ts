import type { Act } from './act.ts';

/** A classroom calls for help; somebody says that they come; it is over. */
export const help: Act = {
  name: 'help',
  async play({ teacher, rooms: [room] }) {
    const { participantId, name } = room;
    await room.page.keyboard.press('a');
    await room.tap('aide-tab-help');
    const calledAt = Date.now();
    await room.tap('help-call');
    await teacher.see(`help-mark-${participantId}`);
    const marked = Date.now() - calledAt;
    await teacher.tap('tool-help');
    await teacher.tap(`help-acknowledge-${participantId}`);
    await room.holds('help-aide', 'state', 'coming');
    await room.tap('help-over');
    await teacher.gone(`help-${participantId}`);
    await room.page.keyboard.press('Escape');
    await room.gone('aide-panel');
    return { detail: `${name} called, stood on the console ${marked} ms later, and was told that somebody comes` };
  },
};
