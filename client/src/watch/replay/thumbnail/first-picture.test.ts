import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { firstPictureOf } from './first-picture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tongke-first-'));
afterAll(() => rmSync(folder, { recursive: true }));
const bytes = (name: string) => new Uint8Array(readFileSync(path.join(folder, name))).buffer;

test('the first picture of a segment is its key frame, with what the decoder must know', () => {
  const input = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=s=96x54:r=10:d=2'];
  const codec = [
    '-c:v',
    'libx264',
    '-profile:v',
    'baseline',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '20',
  ];
  const hls = ['-f', 'hls', '-hls_time', '2', '-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', 'init.mp4'];
  execFileSync(process.env.FFMPEG_PATH || 'ffmpeg', [...input, ...codec, ...hls, path.join(folder, 'out.m3u8')]);
  const [init, segment] = [bytes('init.mp4'), bytes('out0.m4s')];
  const picture = firstPictureOf(init, segment);
  // A record begins with its version and the profile (baseline: 66).
  expect([...(picture?.description ?? [])].slice(0, 2)).toEqual([1, 66]);
  // Length-prefixed NAL units: the last of a key frame's is an IDR slice (5).
  const { data } = picture ?? { data: new Uint8Array() };
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const kinds: number[] = [];
  for (let at = 0; at < data.length; at += 4 + view.getUint32(at)) kinds.push(view.getUint8(at + 4) & 31);
  expect(kinds.at(-1)).toBe(5);
  // Cut off in the middle of it, or something else altogether.
  expect(firstPictureOf(init, segment.slice(0, data.byteOffset + 20))).toBeNull();
  expect(firstPictureOf(init, new ArrayBuffer(64))).toBeNull();
  expect(firstPictureOf(init, new TextEncoder().encode('<html>not found</html>').buffer as ArrayBuffer)).toBeNull();
});
