import type { FilmFile } from '@tongke/signaling/protocol/lesson';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { isMismeasured } from './films.ts';

/** For the teacher who leads: corrects the lesson's belief when a film turns out to be shorter or longer. */
export function useMeasured(file: FilmFile): (foundSeconds: number) => void {
  const { kept, link } = useSeat();
  const { lead } = useLesson();
  return (foundSeconds) => {
    const durationMs = Math.round(foundSeconds * 1_000);
    if (kept.participantId !== lead.leaderId || !isMismeasured(file, durationMs)) return;
    link.command('film:measure', { materialId: file.materialId, durationMs }).catch(() => {
      // Told again when the film is looked at again.
    });
  };
}
