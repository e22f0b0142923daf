import { mountPage } from '../design/mount-page.tsx';
import { WatchPage } from './watch-page.tsx';

await mountPage('dark', ['entrance', 'watch'], <WatchPage />);
