import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'puppeteer';
import { type Film, ffmpegProgram } from './film.ts';

const run = promisify(execFile);
const size = { width: 640, height: 360, framesPerSecond: 10 };

/** What a drawn film shows: somebody at a board, or a room of pupils. */
export interface Drawing {
  readonly name: string;
  readonly wall: string;
  readonly clothes: readonly string[];
  /** On the board; without it pupils are drawn. */
  readonly board?: string;
}

/** Draws a scene and makes a slowly moving film of it, for a fake camera: a picture like a lesson's, of nobody. */
export async function drawFilm(page: Page, folder: string, drawing: Drawing): Promise<Film> {
  const picture = path.join(folder, `${drawing.name}.png`);
  await page.setViewport({ width: size.width * 2, height: size.height * 2 });
  await page.setContent(
    `<body style="margin:0"><svg width="100%" viewBox="0 0 640 360" xmlns="http://www.w3.org/2000/svg">${
      drawing.board === undefined ? pupils(drawing) : teacher(drawing, drawing.board)
    }</svg></body>`,
  );
  await writeFile(picture, await page.screenshot({ type: 'png' }));
  const film = {
    ...size,
    number: 0,
    title: drawing.name,
    beepHz: 1_000,
    speech: '',
    videoFile: path.join(folder, `${drawing.name}.y4m`),
    audioFile: path.join(folder, `${drawing.name}.wav`),
  };
  const sway = "zoompan=z='1.04+0.02*sin(on/12)':x='iw*0.02*(1+sin(on/9))':y='ih*0.01':d=60:s=640x360:fps=10";
  const quiet = ['-hide_banner', '-v', 'error', '-y'];
  await run(ffmpegProgram(), [...quiet, '-i', picture, '-vf', sway, '-pix_fmt', 'yuv420p', film.videoFile]);
  const hum = 'anoisesrc=c=brown:a=0.05:d=6:r=48000';
  await run(ffmpegProgram(), [...quiet, '-f', 'lavfi', '-i', hum, '-ac', '1', '-c:a', 'pcm_s16le', film.audioFile]);
  return film;
}

function teacher({ wall, clothes: [clothes = '#345'] }: Drawing, board: string): string {
  return `<rect width="640" height="360" fill="${wall}"/><rect y="318" width="640" height="42" fill="#8a6a4a"/>
    <rect x="28" y="24" width="440" height="236" rx="4" fill="#7b5a3c"/>
    <rect x="38" y="34" width="420" height="216" fill="#23473b"/>
    <g fill="none" stroke="#e9f2ea" stroke-width="3" font-family="Noto Sans CJK SC, sans-serif">
      <text x="248" y="82" font-size="32" text-anchor="middle" fill="#f4f8f2" stroke="none">${board}</text>
      <path d="M80 196l22-38 22 38zM92 184h20" /><circle cx="224" cy="180" r="26"/><path d="M200 184q12-10 24 0t24 0"/>
      <path d="M318 200q-16-26 8-34 6-24 32-14 28-8 26 18 16 24-10 30z"/><path d="M138 178h44M266 178h42" stroke-dasharray="8 6"/>
    </g>
    <path d="M470 360q0-132 74-132t74 132z" fill="${clothes}"/><path d="M492 270l-70-66" stroke="${clothes}" stroke-width="26" stroke-linecap="round"/>
    <circle cx="416" cy="198" r="13" fill="#e8bd97"/><rect x="530" y="206" width="28" height="34" fill="#dcae87"/>
    <ellipse cx="544" cy="168" rx="42" ry="50" fill="#edc6a2"/>
    <path d="M500 172q-6-66 46-64 50 0 42 66-4-34-20-42-40 14-58-2-8 14-10 42z" fill="#2b211d"/>
    <circle cx="528" cy="172" r="4" fill="#2b211d"/><circle cx="560" cy="172" r="4" fill="#2b211d"/>
    <path d="M532 194q12 10 24 0" fill="none" stroke="#a14f3f" stroke-width="4" stroke-linecap="round"/>`;
}

function pupils({ wall, clothes }: Drawing): string {
  const rows = [
    { y: 150, count: 6, scale: 0.7 },
    { y: 210, count: 5, scale: 0.95 },
    { y: 290, count: 4, scale: 1.3 },
  ];
  const heads = rows.flatMap(({ y, count, scale }, row) =>
    Array.from({ length: count }, (_, index) => {
      const x = (640 / count) * (index + 0.5);
      const colour = clothes[(index + row) % clothes.length] ?? '#456';
      const hair =
        (index + row) % 2 === 0
          ? 'M-20-4q-2-28 20-28t20 28q-8-14-20-14t-20 14z'
          : 'M-22 14q-6-48 22-48t22 48q-4-30-22-30t-22 30z';
      return `<g transform="translate(${x} ${y}) scale(${scale})"><path d="M-38 76q0-52 38-52t38 52z" fill="${colour}"/>
        <circle r="21" fill="#ecc49f"/><path d="${hair}" fill="#2a211e"/><circle cx="-7" cy="2" r="2.4"/><circle cx="7" cy="2" r="2.4"/>
        <path d="M-6 10q6 5 12 0" fill="none" stroke="#a14f3f" stroke-width="2.4"/>
        <rect x="-46" y="58" width="92" height="12" rx="3" fill="#b98a58"/></g>`;
    }),
  );
  return `<rect width="640" height="360" fill="${wall}"/><rect y="250" width="640" height="110" fill="#a98f73"/>
    <rect x="40" y="24" width="120" height="84" fill="#cfe7f2" stroke="#fff" stroke-width="8"/>
    <rect x="480" y="24" width="120" height="84" fill="#cfe7f2" stroke="#fff" stroke-width="8"/>
    <rect x="240" y="30" width="160" height="64" fill="#f3e3b0"/>${heads.join('')}`;
}
