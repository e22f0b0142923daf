import { mountPage } from '../design/mount-page.tsx';
import { LearningPage } from './learning-page.tsx';

await mountPage('light', ['entrance', 'learning'], <LearningPage />);
