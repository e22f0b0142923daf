import { mountPage } from '../design/mount-page.tsx';
import { LessonsPage } from './lessons-page.tsx';

await mountPage('light', ['entrance', 'desk'], <LessonsPage />);
