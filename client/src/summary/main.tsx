import { mountPage } from '../design/mount-page.tsx';
import { SummaryPage } from './summary-page.tsx';

await mountPage('light', ['entrance', 'desk'], <SummaryPage />);
