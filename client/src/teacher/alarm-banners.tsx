import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { useLesson } from '../seat/seat-context.tsx';

/** What is wrong with the recording now: one sentence for each kind of trouble. */
export function AlarmBanners() {
  const { t } = useTranslation();
  const { recording } = useLesson();
  const codes = [...new Set(recording.alarms.map((alarm) => alarm.code))];
  // A disk that is full is not also said to be nearly full.
  const said = codes.includes('diskFull') ? codes.filter((code) => code !== 'diskLow') : codes;
  return said.map((code) => (
    <Banner key={code} tone={code === 'diskLow' ? 'warning' : 'danger'} testId={`alarm-${code}`}>
      {t(`teacher.alarm.${code}`)}
    </Banner>
  ));
}
