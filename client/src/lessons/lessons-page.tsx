import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetAccessToken, takeAccessToken } from '../api/access-token.ts';
import { Banner } from '../design/banner.tsx';
import { LanguageSwitch } from '../design/language-switch.tsx';
import { Spinner } from '../design/spinner.tsx';
import { DeskContext } from './desk.ts';
import { DeskView } from './desk-view.tsx';
import styles from './lessons-page.module.css';
import { useDeskLists } from './use-desk-lists.ts';

/** Lessons, for whoever holds the operator's or a teacher's token. */
export function LessonsPage() {
  const { t } = useTranslation();
  const [token, setToken] = useState(takeAccessToken);
  const signOut = () => {
    forgetAccessToken();
    setToken(null);
  };
  if (!token) return <Notice title={t('lessons.needLink')} words={t('lessons.needLinkWords')} />;
  return <SignedIn key={token} token={token} onSignOut={signOut} />;
}

function SignedIn({ token, onSignOut }: { token: string; onSignOut: () => void }) {
  const { t } = useTranslation();
  const load = useDeskLists(token);
  switch (load.state) {
    case 'loading':
      return (
        <main className={styles.notice}>
          <Spinner label={t('lessons.loading')} />
          <p>{t('lessons.loading')}</p>
          {load.code && <Banner tone="warning">{t(`error.${load.code}`)}</Banner>}
        </main>
      );
    case 'void':
      return <Notice title={t('lessons.linkVoid')} words={t('lessons.needLinkWords')} />;
    case 'ready':
      return (
        <DeskContext value={load.desk}>
          <DeskView onSignOut={onSignOut} />
        </DeskContext>
      );
  }
}

function Notice({ title, words }: { title: string; words: string }) {
  return (
    <main className={styles.notice} data-testid="lessons-notice">
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <h1>{title}</h1>
      <p>{words}</p>
    </main>
  );
}
