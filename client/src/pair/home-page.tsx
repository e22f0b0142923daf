import { GraduationCap, MonitorPlay } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './home-page.module.css';
import { PairFrame } from './pair-frame.tsx';

/** The start page: a classroom's PC, or a person. */
export function HomePage() {
  const { t } = useTranslation();
  return (
    <PairFrame title={t('pair.home.title')} subtitle={t('pair.home.words')} testId="home">
      <nav className={styles.ways}>
        <a className={styles.way} href="/pair" data-testid="home-pair">
          <MonitorPlay aria-hidden="true" />
          <strong>{t('pair.home.classroom')}</strong>
          <span>{t('pair.home.classroomWords')}</span>
        </a>
        <a className={styles.way} href="/lessons" data-testid="home-lessons">
          <GraduationCap aria-hidden="true" />
          <strong>{t('pair.home.teacher')}</strong>
          <span>{t('pair.home.teacherWords')}</span>
        </a>
      </nav>
      <p className={styles.link}>{t('pair.home.link')}</p>
    </PairFrame>
  );
}
