import type { Role } from '@tongke/signaling/protocol/lesson';
import { type MicrophoneSound, soundConstraints } from '../music/microphone-sound.ts';

/** What a camera is asked for. */
export interface CameraWish {
  width: number;
  height: number;
  framesPerSecond: number;
}

const wishes = {
  teacher: { width: 1280, height: 720, framesPerSecond: 30 },
  // A classroom's cheap PC decodes the teacher at the same time.
  classroom: { width: 960, height: 540, framesPerSecond: 20 },
};

/** What a role's camera is asked for; `?width=&height=&fps=` say otherwise. */
export function cameraWish(role: Role, query: string): CameraWish {
  const asked = new URLSearchParams(query);
  const wish = role === 'teacher' ? wishes.teacher : wishes.classroom;
  const number = (name: string, otherwise: number, most: number) => {
    const value = Number(asked.get(name));
    return Number.isInteger(value) && value > 0 && value <= most ? value : otherwise;
  };
  return {
    width: number('width', wish.width, 3840),
    height: number('height', wish.height, 2160),
    framesPerSecond: number('fps', wish.framesPerSecond, 60),
  };
}

export const cameraConstraints = (wish: CameraWish, deviceId: string | null): MediaTrackConstraints => ({
  width: { ideal: wish.width },
  height: { ideal: wish.height },
  frameRate: { ideal: wish.framesPerSecond, max: Math.max(wish.framesPerSecond, 15) },
  ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
});

/** One microphone for forty pupils, for speech or for music. */
export const microphoneConstraints = (deviceId: string | null, sound: MicrophoneSound): MediaTrackConstraints => ({
  ...soundConstraints(sound),
  ...(deviceId ? { deviceId: { exact: deviceId } } : {}),
});
