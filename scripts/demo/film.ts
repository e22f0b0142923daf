import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, findProgram } from '../setup/places.mjs';
import type { CardRoom } from './card-room.ts';
import { timeCodeFilters } from './time-code.ts';

const run = promisify(execFile);

/** One seat's film. */
export interface FilmPlan {
  /** 0 to 7: burned into every frame, so that films can be told apart. */
  readonly number: number;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** Pitch of the beep that comes with the flash, each full second, 100 ms long. */
  readonly beepHz: number;
  /** Read aloud, quietly. */
  readonly speech: string;
  /** Pupils with cards, in {@link roomArea}, swaying a little as if somebody held the camera. Default: none. */
  readonly room?: CardRoom;
}

/** Files for Chromium's fake devices; it plays each over and over. */
export interface Film extends FilmPlan {
  readonly videoFile: string;
  readonly audioFile: string;
}

/** How long a film is, as Chromium plays it, before it begins again. */
export const filmSeconds = 10;
/** Where the flash is in the picture: a corner, so that the encoder has no second picture to make. */
export const flashArea = { x: 0.75, y: 0, width: 0.25, height: 0.25 } as const;
/** Where a room's pupils are: beside the flash, above the time code. */
const roomArea = { width: 12 / 16, height: 14 / 16 } as const;
const flashFrames = 2;
// Chromium shows a file's first frame twice each time that it begins again. One frame fewer makes up for it, else the
// picture would fall behind the sound by a frame in each round.
const framesOf = (framesPerSecond: number) => filmSeconds * framesPerSecond - 1;
const hueStep = 67;

/** The ffmpeg that set-up has found. @throws when there is none */
export function ffmpegProgram(): string {
  const found = process.env.FFMPEG_PATH || findProgram(['ffmpeg']);
  if (found === undefined) throw new Error('ffmpeg is missing: give its path by FFMPEG_PATH');
  return found;
}

/**
 * Makes a film, or takes it from the user's cache when it was made before: a moving picture with a time code, a white
 * flash and a beep together on each full second, and speech.
 */
export async function makeFilm(plan: FilmPlan): Promise<Film> {
  const filters = await knownFilters();
  const video = videoFilter(plan, filters);
  const audio = audioFilter(plan, filters);
  const hash = createHash('sha256').update(`${video}\n${audio}`);
  const name = hash
    .update(plan.room?.grey ?? '')
    .digest('hex')
    .slice(0, 20);
  const folder = path.join(cacheFolder(), `film-${name}`);
  const film = { ...plan, videoFile: path.join(folder, 'film.y4m'), audioFile: path.join(folder, 'film.wav') };
  if (existsSync(folder)) return film;
  const fresh = await mkdtemp(`${folder}-`);
  try {
    const quiet = ['-hide_banner', '-v', 'error', '-y'];
    const roomFile = path.join(fresh, 'room.pgm');
    if (plan.room) await writeFile(roomFile, greyMap(plan.room));
    await run(ffmpegProgram(), [
      ...quiet,
      ...(plan.room ? ['-i', roomFile] : []),
      '-filter_complex',
      `${video}[v]`,
      '-map',
      '[v]',
      '-pix_fmt',
      'yuv420p',
      path.join(fresh, 'film.y4m'),
    ]);
    await run(ffmpegProgram(), [
      ...quiet,
      '-filter_complex',
      `${audio}[a]`,
      '-map',
      '[a]',
      '-c:a',
      'pcm_s16le',
      path.join(fresh, 'film.wav'),
    ]);
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    // Another run may have made the same film in the meantime.
    if (!existsSync(folder)) throw error;
  }
  return film;
}

let filters: Promise<ReadonlySet<string>> | undefined;

/** What this ffmpeg can do: one without letters or a voice makes films without them. */
function knownFilters(): Promise<ReadonlySet<string>> {
  filters ??= run(ffmpegProgram(), ['-hide_banner', '-v', 'error', '-filters']).then(
    ({ stdout }) => new Set([...stdout.matchAll(/^ [.A-Z|]+ (\w+) /gm)].map(([, name]) => name ?? '')),
  );
  return filters;
}

/** A picture as ffmpeg takes it in: a binary PGM. */
const greyMap = ({ width, height, grey }: CardRoom): Buffer =>
  Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), grey]);

function videoFilter(plan: FilmPlan, known: ReadonlySet<string>): string {
  const { number, title, width, height, framesPerSecond, room } = plan;
  const { x, y, width: w, height: h } = flashArea;
  const corner = `drawbox=x=iw*${x}:y=ih*${y}:w=iw*${w}:h=ih*${h}`;
  const place = room ? `fontsize=h/22:x=w*${roomArea.width}+4` : 'fontsize=h/12:x=w/20';
  const text = (content: string, top: number) =>
    `drawtext=text='${content}':${place}:y=h*${top}:fontcolor=white:box=1:boxcolor=black:boxborderw=${room ? 2 : 6}`;
  return [
    `testsrc2=size=${width}x${height}:rate=${framesPerSecond}`,
    `trim=end_frame=${framesOf(framesPerSecond)}`,
    `hue=h=${number * hueStep}${room ? `[ground];${swaying(plan)}[room];[ground][room]overlay` : ''}`,
    `${corner}:color=black:t=fill`,
    `${corner}:color=white:t=fill:enable='lt(n\\,${flashFrames})+lt(mod(n+1\\,${framesPerSecond})\\,${flashFrames})'`,
    ...(known.has('drawtext')
      ? [text(title.replace(/[^\p{L}\p{N} ]/gu, ' '), 0.35), text('%{pts\\:hms}  %{n}', 0.5)]
      : []),
    ...timeCodeFilters(number),
    'format=yuv420p',
  ].join(',');
}

/** The still picture of a room, moving once around in the time of the film, so that its end fits its beginning. */
function swaying({ width, height, framesPerSecond }: FilmPlan): string {
  const frames = framesOf(framesPerSecond);
  const even = (length: number) => 2 * Math.floor(length / 2);
  const [roomWidth, roomHeight] = [even(width * roomArea.width), even(height * roomArea.height)];
  const angle = `2*PI*on/${frames}`;
  const away = (factor: string) => `0.01*(1+${factor})`;
  const where = `x='iw*${away(`sin(${angle})`)}':y='ih*${away(`cos(${angle})`)}'`;
  return `[0:v]zoompan=z=1.02:${where}:d=${frames}:s=${roomWidth}x${roomHeight}:fps=${framesPerSecond}`;
}

function audioFilter({ beepHz, speech }: FilmPlan, known: ReadonlySet<string>): string {
  const words = speech.replace(/[^\p{L}\p{N} .]/gu, ' ');
  const voice = known.has('flite')
    ? `flite=text='${words}':voice=slt`
    : `anoisesrc=color=pink:duration=${filmSeconds},tremolo=f=4:d=0.9,volume=0.5`;
  return [
    `aevalsrc='if(lt(mod(t\\,1)\\,0.1)\\,0.5*sin(2*PI*${beepHz}*t)\\,0)':s=48000:d=${filmSeconds}[beep]`,
    // The voice leaves the beep's pitch free, so that a beep is never mistaken.
    `${voice},aresample=48000,bandreject=f=${beepHz}:width_type=h:w=300,volume=0.25,apad,atrim=0:${filmSeconds}[voice]`,
    '[beep][voice]amix=inputs=2:duration=first:normalize=0,aformat=sample_fmts=s16:sample_rates=48000:channel_layouts=mono',
  ].join(';');
}
