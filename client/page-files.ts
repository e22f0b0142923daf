import type { Rolldown } from 'vite';

const ours = (names: string) => new RegExp(`/(client/src|signaling/protocol)/(${names})\\.(ts|tsx|css)$`);

/** What the page for phones needs too, which has no React. */
const core = new RegExp(
  `${ours('api/request|core/(watched|backoff|random-id)|core/seat/device-id|ids|answer|design/(base|tokens)').source}|vite/preload-helper`,
);
const react = /node_modules\/(react|react-dom|scheduler|i18next|react-i18next)\/|lucide-react\/dist\/esm\/(?!icons)/;
const lesson = new RegExp(`${ours('events|state|core/seat/entrance|core/stats/expose-stats').source}|icons/volume-2`);
const everyPage = 'design/(mount-page|button|banner|language-switch|spinner|field)|core/seat/kept-seats';

/**
 * What the same pages need before anybody presses a button is one file each, with all that it needs itself: every further file is a
 * request with its own headers, and small files compress badly. The most shared come first, since a module goes into one file
 * only. What comes later is left to the bundler.
 */
export const pageFiles: Rolldown.CodeSplittingGroup[] = [
  { name: 'core', test: core, priority: 5 },
  { name: 'react', test: react, priority: 4 },
  { name: 'page', test: ours(`${everyPage}|help/operator-telephone|limits`), priority: 3 },
  { name: 'lesson', test: lesson, priority: 2 },
  { name: 'join', test: ours('device-check/join-gate|seat/(entrance-gate|later)'), priority: 1 },
];
