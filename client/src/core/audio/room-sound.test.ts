import { expect, test } from 'vitest';
import { normal, seededRandom } from '../card/testing/random.ts';
import { chirp, judgeRoom, type RoomSound } from './room-sound.ts';

const rate = 16_000;
const playedAt = 3_000;

/** A room: the direct sound, single echoes, a tail that dies away, noise, a microphone that clips. */
function room(wish: {
  delayMs?: number;
  gain?: number;
  tail?: { gain: number; seconds: number };
  noise?: number;
  amplify?: number;
  silent?: boolean;
}): RoomSound {
  const { delayMs = 40, gain = 0.2, tail, noise = 0.002, amplify = 1, silent = false } = wish;
  const random = seededRandom(5);
  const heard = new Float32Array(2 * rate);
  const probe = chirp(rate);
  const add = (atMs: number, strength: number) => {
    const at = playedAt + Math.round((atMs * rate) / 1_000);
    for (let index = 0; index < probe.length; index += 1) {
      if (at + index < heard.length) heard[at + index] = (heard[at + index] ?? 0) + strength * (probe[index] ?? 0);
    }
  };
  if (!silent) add(delayMs, gain);
  if (tail) {
    for (let ms = 20; ms < 600; ms += 7 + random() * 12) {
      add(delayMs + ms, gain * tail.gain * Math.exp(-ms / 1_000 / tail.seconds) * (random() < 0.5 ? 1 : -1));
    }
  }
  const played = heard.map((sample) => sample + noise * normal(random));
  return judgeRoom(
    played.map((sample) => Math.min(1, Math.max(-1, sample * amplify))),
    playedAt,
    rate,
  );
}

test('measures delay and level of a plain room', () => {
  const sound = room({ delayMs: 83, gain: 0.1, tail: { gain: 0.25, seconds: 0.08 } });
  expect(sound.advice).toBe('fine');
  expect(Math.abs((sound.delayMs ?? 0) - 83)).toBeLessThan(0.2);
  expect(Math.abs((sound.levelDb ?? 0) + 20)).toBeLessThan(1);
});

test('finds the chirp under noise that is louder than it', () => {
  const sound = room({ delayMs: 120, gain: 0.05, noise: 0.03 });
  expect(sound.advice).toBe('fine');
  expect(Math.abs((sound.delayMs ?? 0) - 120)).toBeLessThan(0.5);
});

test('says that nothing was heard: silence, a dead line, noise alone, however loud', () => {
  expect(room({ silent: true }).advice).toBe('nothing');
  expect(room({ silent: true, noise: 0 })).toMatchObject({ advice: 'nothing', delayMs: null });
  expect(room({ silent: true, noise: 0.3 }).advice).toBe('nothing');
});

test('names a room that rings, a microphone beside the loudspeaker, a quiet and a slow loudspeaker', () => {
  expect(room({ tail: { gain: 0.8, seconds: 0.5 } }).advice).toBe('echo');
  expect(room({ gain: 1.7 }).advice).toBe('echo');
  expect(room({ gain: 0.003, noise: 0.0005 }).advice).toBe('quiet');
  expect(room({ delayMs: 480 }).advice).toBe('late');
});

test('knows a clipped microphone, and still its delay', () => {
  const sound = room({ gain: 0.9, amplify: 4, delayMs: 60 });
  expect(sound.advice).toBe('clipped');
  expect(Math.abs((sound.delayMs ?? 0) - 60)).toBeLessThan(0.5);
});
