import { Maximize2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLesson } from '../seat/seat-context.tsx';
import styles from '../teacher/control-bar.module.css';
import { useProgramme } from './use-programme.ts';
import { useShotName } from './use-shot-name.ts';

/** What all rooms see large, and whether the director decides: in the console's head, whichever tool is open. */
export function ProgrammeMark() {
  const { t } = useTranslation();
  const { shown, directs } = useProgramme();
  const { shot } = useLesson().programme;
  const nameOf = useShotName();
  if (shot === null && !directs) return null;
  return (
    <span className={styles.mark} data-testid="programme-mark" data-directs={directs}>
      <Maximize2 aria-hidden="true" size={16} />
      {t('programme.nowShown', { name: shown ? nameOf(shown) : t('programme.film') })}
      {directs && ` · ${t('programme.auto')}`}
    </span>
  );
}
