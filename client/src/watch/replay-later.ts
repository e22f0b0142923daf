import { later } from './later.tsx';

/** The replay, whose code is fetched when there is an archive to play. */
export const ReplayLater = later(async () => (await import('./replay-page.tsx')).ReplayPage);
