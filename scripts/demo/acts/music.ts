import type { Act } from './act.ts';

/** Music mode for a song: microphones send untreated sound, every classroom says so, and speech comes back after it. */
export const music: Act = {
  name: 'music mode',
  async play({ teacher, rooms }) {
    await teacher.tap('tool-film');
    const asked = performance.now();
    await teacher.tap('music-set');
    await Promise.all(rooms.map((room) => room.see('music-mark')));
    await teacher.page.waitForFunction(
      () =>
        window.tongkeProbe.localTracks.some(
          (track) =>
            track.kind === 'audio' && track.readyState === 'live' && track.getSettings().noiseSuppression === false,
        ),
      { timeout: 15_000, polling: 50 },
    );
    const onMs = performance.now() - asked;
    await teacher.tap('music-set');
    await Promise.all(rooms.map((room) => room.gone('music-mark')));
    return { detail: `the microphone's sound was left untreated after ${Math.round(onMs)} ms, and speech came back` };
  },
};
