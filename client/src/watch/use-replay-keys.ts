import { useEffect } from 'react';
import type { ReplayPlayer } from './replay/replay-player.ts';
import { rates } from './replay-controls.tsx';

/** The keys of the whole page: space, arrows, M, F, L, and `<` `>` for speed. Keys that a control uses stay its own. */
export function useReplayKeys(player: ReplayPlayer, onFullScreen: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, select, textarea, [role="dialog"]')) return;
      const onButton = target?.closest('button, a') !== null && target !== null;
      const { view } = player;
      switch (event.key) {
        case ' ':
          if (onButton) return;
          if (view.state === 'playing' || view.state === 'buffering') player.pause();
          else player.play();
          break;
        case 'ArrowLeft':
          player.seek(view.positionMs - 5_000);
          break;
        case 'ArrowRight':
          player.seek(view.positionMs + 5_000);
          break;
        case 'ArrowUp':
          player.setVolume(Math.min(1, view.volume + 0.1), false);
          break;
        case 'ArrowDown':
          player.setVolume(Math.max(0, view.volume - 0.1), false);
          break;
        case 'm':
        case 'M':
          player.setVolume(view.volume, !view.muted);
          break;
        case 'f':
        case 'F':
          onFullScreen();
          break;
        case 'l':
        case 'L':
          if (view.live) player.goLive('jump');
          break;
        case '<':
        case '>': {
          const index = rates.indexOf(view.rate) + (event.key === '>' ? 1 : -1);
          const rate = rates[index];
          if (rate !== undefined) player.setRate(rate);
          break;
        }
        default:
          return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [player, onFullScreen]);
}
