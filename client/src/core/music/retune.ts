import { type MicrophoneSound, soundConstraints, soundsAs } from './microphone-sound.ts';

/**
 * Makes an open microphone sound as wished. Browsers that can do so change the track in place: then there is nothing to take.
 * Chromium agrees and changes nothing, so another track of the same microphone is opened there and given back. Beside one that
 * is open it takes wishes lightly (all or nothing), and only `exact` is done.
 */
export async function retune(
  track: MediaStreamTrack,
  constraints: MediaTrackConstraints,
  sound: MicrophoneSound,
): Promise<MediaStream | null> {
  await track.applyConstraints(constraints);
  if (soundsAs(track.getSettings(), sound)) return null;
  const { channelCount, ...processing } = soundConstraints(sound);
  const exactly = Object.fromEntries(Object.entries(processing).map(([name, on]) => [name, { exact: on }]));
  const { mediaDevices } = navigator;
  return mediaDevices
    .getUserMedia({ audio: { ...constraints, ...exactly, channelCount } })
    .catch(() => mediaDevices.getUserMedia({ audio: constraints }));
}
