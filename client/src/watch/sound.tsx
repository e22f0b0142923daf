import { useCallback } from 'react';
import type { ReplayPlayer } from './replay/replay-player.ts';
import type { ReplayTrack } from './replay/timeline.ts';

/** One sound of the replay: heard, not seen. */
export function Sound({ player, track }: { player: ReplayPlayer; track: ReplayTrack }) {
  const { trackId } = track;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a track that grows is the same track to its element.
  const mount = useCallback((element: HTMLAudioElement) => player.mount(track, element), [player, trackId]);
  return (
    // biome-ignore lint/a11y/useMediaCaption: a lesson's own sound; there is no caption track in an archive.
    <audio
      ref={mount}
      data-testid="replay-audio"
      data-participant-name={track.name}
      data-participant-id={track.participantId}
      data-track-id={trackId}
      data-source={track.source}
    />
  );
}
