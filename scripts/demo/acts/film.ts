import path from 'node:path';
import { makeClip } from '../clip.ts';
import { witness } from '../moment.ts';
import type { Sight } from '../sight.ts';
import type { Act, Player } from './act.ts';

const seconds = 12;
const playedSeconds = 3;
const apartMostMs = 400;
const sight: Sight = {
  live: '[data-testid="film-video"]',
  replay: '[data-testid="replay-film"]',
  measure: 'film',
};

/** Waits until a page's film plays beyond a place. */
const playsBeyond = ({ page }: Player, fromSeconds: number) =>
  page.waitForFunction(
    (from) => {
      const video = document.querySelector<HTMLVideoElement>('[data-testid="film-video"]');
      return video && !video.paused && video.readyState > 2 && video.currentTime > from;
    },
    { timeout: 30_000, polling: 50 },
    fromSeconds,
  );

/** Where the film began by what a page shows, milliseconds since the epoch. */
const originOf = ({ at, measured }: { at: number; measured: readonly (readonly number[])[] }) =>
  at - (measured[0]?.[0] ?? Number.NaN);

/** A film is brought in, fetched ahead by the classrooms, and played in step. */
export const film: Act = {
  name: 'film',
  async play({ teacher, rooms, folder }) {
    const file = path.join(folder, 'rain.webm');
    await makeClip(file, { seconds, width: 320, height: 180, framesPerSecond: 10 });
    await teacher.tap('tool-film');
    await teacher.give('film-file', file);
    await teacher.holds('film-row', 'ready', String(rooms.length), 60_000);
    await teacher.tap('film-show');
    await Promise.all(rooms.map((room) => room.holds('classroom-screen', 'main', 'film')));
    await teacher.tap('film-play');
    await Promise.all([teacher, ...rooms].map((each) => playsBeyond(each, playedSeconds)));
    const seen = await Promise.all([...rooms, teacher].map((each) => witness(each, 'film playing', sight)));
    await teacher.tap('film-pause');
    await Promise.all(rooms.map((room) => room.holds('film', 'state', 'paused')));
    await teacher.tap('film-hide');
    await Promise.all(rooms.map((room) => room.gone('film-video')));
    const origins = seen.map(originOf);
    const spreadMs = Math.max(...origins) - Math.min(...origins);
    return {
      detail: `${rooms.length} classrooms had it before it began; ${origins.length} screens within ${Math.round(spreadMs)} ms`,
      problems: spreadMs <= apartMostMs ? [] : [`more than ${apartMostMs} ms apart`],
      moments: seen.slice(0, 1),
    };
  },
};
