import { mountPage } from '../design/mount-page.tsx';
import { keptPairing } from './pairing.ts';

// A paired PC that starts at the front door goes on to its lessons.
if (keptPairing()) location.replace(`/pair${location.search}`);
else {
  const { HomePage } = await import('./home-page.tsx');
  await mountPage('light', ['entrance', 'desk'], <HomePage />);
}
