import { questionId } from '@tongke/signaling/protocol/lesson';
import type { DraftQuestion } from '../core/question/presets.ts';
import { randomId } from '../core/random-id.ts';
import { useCommand } from '../seat/use-command.ts';

/** Asks all classrooms a question; busy until the lesson has taken it. */
export function useAsk(): { ask: (draft: DraftQuestion) => void; isBusy: boolean } {
  const { run, isBusy } = useCommand();
  return { ask: (draft) => run('question:ask', { questionId: questionId(randomId()), ...draft }), isBusy };
}
