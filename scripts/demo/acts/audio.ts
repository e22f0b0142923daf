import { hangLoudspeaker } from '../loudspeaker.ts';
import type { Person } from '../person.ts';
import type { Act } from './act.ts';

const air = { delayMs: 60, gain: 0.3, quiet: 0.01 };

/** Presses the button, hears the chirp out, and reads the advice. */
async function check(room: Person): Promise<{ advice: string; words: string }> {
  await room.tap('room-audio-check');
  const selector = '[data-testid="room-audio-advice"]';
  await room.page.waitForSelector(`${selector}[data-advice="hearing"]`);
  await room.page.waitForSelector(`${selector}:not([data-advice="hearing"])`);
  const words = await room.words('room-audio-advice');
  const advice = await room.page.$eval(selector, (element) => (element as HTMLElement).dataset.advice ?? '');
  return { advice, words };
}

/** Before class the aide lets the room be heard: the loudspeaker is off and the page says so; then it is on, and all is well. */
export const audio: Act = {
  name: 'room audio',
  async play({ rooms: [room] }) {
    const off = await check(room);
    const takeDown = await hangLoudspeaker(room.page, air);
    const on = await check(room);
    await takeDown();
    const delayMs = Number(/(\d+) ms/.exec(on.words)?.[1] ?? Number.NaN);
    const problems = [
      ...(off.advice === 'nothing' ? [] : [`with the loudspeaker off it says: ${off.words}`]),
      ...(on.advice === 'fine' ? [] : [`with the loudspeaker on it says: ${on.words}`]),
      ...(delayMs >= air.delayMs ? [] : [`it heard through ${air.delayMs} ms of air after ${delayMs} ms`]),
    ];
    return { detail: `"${off.words}", then "${on.words}"`, problems };
  },
};
