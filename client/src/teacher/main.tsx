import { mountPage } from '../design/mount-page.tsx';
import { Spinner } from '../design/spinner.tsx';

void mountPage('dark', <Spinner label="…" />);
