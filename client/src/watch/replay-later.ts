import { loadWords } from '../text/translation.ts';
import { later } from './later.tsx';

/** The replay: its code, and what a lesson says, are fetched when there is an archive to play. */
export const ReplayLater = later(async () => {
  const [{ ReplayPage }] = await Promise.all([import('./replay-page.tsx'), loadWords('lesson')]);
  return ReplayPage;
});
