import { mountPage } from '../design/mount-page.tsx';
import { PairPage } from './pair-page.tsx';

await mountPage('dark', ['entrance', 'desk'], <PairPage />);
