import { KeyRound, LogOut } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { LanguageSwitch } from '../design/language-switch.tsx';
import { Spinner } from '../design/spinner.tsx';
import { AccessDialog } from './access-dialog.tsx';
import { useDesk } from './desk.ts';
import styles from './desk-view.module.css';
import { LessonList } from './lesson-list.tsx';

/** Fetched when it is looked at. */
const PlacesView = lazy(async () => ({ default: (await import('./places-view.tsx')).PlacesView }));

/** The signed-in page: lessons, and the places where they are heard. */
export function DeskView({ onSignOut }: { onSignOut: () => void }) {
  const { t } = useTranslation();
  const { holder, stale } = useDesk();
  const [giving, setGiving] = useState(false);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>
          <span className={styles.product}>{t('common.product')}</span> {t('lessons.title')}
        </h1>
        <span className={styles.spring} />
        <span className={styles.holder} data-testid="lessons-holder">
          {t(`lessons.hello.${holder.kind}`, { name: holder.name })}
        </span>
        {holder.kind === 'operator' && (
          <Button
            kind="quiet"
            icon={<KeyRound aria-hidden="true" />}
            onClick={() => setGiving(true)}
            testId="access-open"
          >
            {t('lessons.access.button')}
          </Button>
        )}
        <LanguageSwitch />
        <Button kind="quiet" icon={<LogOut aria-hidden="true" />} onClick={onSignOut} testId="lessons-sign-out">
          {t('lessons.signOut')}
        </Button>
      </header>
      {stale && (
        <Banner tone="warning" testId="lessons-stale">
          {stale === 'unavailable' ? t('lessons.offline') : t(`error.${stale}`)}
        </Banner>
      )}
      <Tabs.Root defaultValue="lessons" asChild>
        <main>
          <Tabs.List className={styles.tabs} aria-label={t('lessons.title')}>
            <Tabs.Trigger className={styles.tab} value="lessons" data-testid="tab-lessons">
              {t('lessons.tabs.lessons')}
            </Tabs.Trigger>
            <Tabs.Trigger className={styles.tab} value="places" data-testid="tab-places">
              {t('lessons.tabs.places')}
            </Tabs.Trigger>
          </Tabs.List>
          <Tabs.Content value="lessons" tabIndex={-1}>
            <LessonList />
          </Tabs.Content>
          <Tabs.Content className={styles.places} value="places" tabIndex={-1}>
            <Suspense fallback={<Spinner label={t('common.loading')} />}>
              <PlacesView />
            </Suspense>
          </Tabs.Content>
        </main>
      </Tabs.Root>
      {giving && <AccessDialog onClose={() => setGiving(false)} />}
    </div>
  );
}
