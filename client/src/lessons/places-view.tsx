import { HelpLinePanel } from '../roster/help-line-panel.tsx';
import { DevicesPanel } from './devices-panel.tsx';
import { SchoolsPanel } from './schools-panel.tsx';

/** Schools, their classrooms and rosters, the classrooms' PCs, and the number to call. */
export function PlacesView() {
  return (
    <>
      <SchoolsPanel />
      <DevicesPanel />
      <HelpLinePanel />
    </>
  );
}
