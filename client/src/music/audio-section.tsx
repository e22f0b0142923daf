import { RoomAudioCheck } from '../audio/room-audio-check.tsx';
import { HeadphonesSwitch } from './headphones-switch.tsx';

/** What an aide does for the room's sound: the check, and headphones while there is music. */
export function AudioSection() {
  return (
    <>
      <RoomAudioCheck />
      <HeadphonesSwitch />
    </>
  );
}
