import { mayDo } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';

/** What is stopped for the rooms now, with the button that ends it: nobody forgets a pause. */
export function PermissionBanners() {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const { permission } = useLesson();
  const { run, isBusy } = useCommand();
  const mayEnd = mayDo(kept.role, 'permission:pause');
  return (
    <>
      {permission.pausedAt !== null && (
        <Banner
          tone="warning"
          testId="paused"
          action={
            mayEnd && (
              <Button
                kind="primary"
                disabled={isBusy}
                onClick={() => run('permission:pause', { paused: false })}
                testId="resume-lesson"
              >
                {t('permission.resume')}
              </Button>
            )
          }
        >
          {t('permission.pausedStaff')}
        </Banner>
      )}
      {permission.forbiddenAt !== null && (
        <Banner
          tone="info"
          testId="forbidden"
          action={
            mayEnd && (
              <Button
                disabled={isBusy}
                onClick={() => run('permission:forbid', { forbidden: false })}
                testId="permit-interaction"
              >
                {t('permission.permit')}
              </Button>
            )
          }
        >
          {t('permission.forbiddenStaff')}
        </Banner>
      )}
    </>
  );
}
