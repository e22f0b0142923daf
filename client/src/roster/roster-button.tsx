import { ListOrdered } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/button.tsx';

const RosterDialog = lazy(async () => ({ default: (await import('./roster-dialog.tsx')).RosterDialog }));

/** Opens a classroom's roster. */
export function RosterButton(props: { classroomId: string; name: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        kind="quiet"
        icon={<ListOrdered aria-hidden="true" />}
        onClick={() => setOpen(true)}
        aria-label={`${props.name}: ${t('roster.open')}`}
        testId={`roster-open-${props.classroomId}`}
      >
        {t('roster.open')}
      </Button>
      {open && (
        <Suspense>
          <RosterDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
