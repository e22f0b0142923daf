import { later } from './later.tsx';

/** The replay, for when there is an archive to play. */
export const ReplayLater = later(async () => (await import('./replay-page.tsx')).ReplayPage);
