import type { Quality } from '@tongke/signaling/protocol/lesson';
import { SignalHigh, SignalLow, SignalMedium, SignalZero } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type LineGrade, lineGrade } from '../core/stats/line-grade.ts';
import styles from './quality-mark.module.css';

const icons: Record<LineGrade, typeof SignalHigh> = {
  good: SignalHigh,
  fair: SignalMedium,
  poor: SignalLow,
  unknown: SignalZero,
};

/** How good somebody's line is: an icon and a word, never colour alone. */
export function QualityMark({ quality, testId }: { quality: Quality | undefined; testId?: string }) {
  const { t } = useTranslation();
  const grade = lineGrade(quality);
  const Icon = icons[grade];
  return (
    <span className={`${styles.mark} ${styles[grade]}`} data-testid={testId} data-grade={grade}>
      <Icon aria-hidden="true" />
      {t(`quality.${grade}`)}
    </span>
  );
}
