import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { alarmedTracks, namedTracks } from './alarmed-tracks.ts';

/** What is wrong with the recording now: one sentence for each kind of trouble, which names the tracks that have it. */
export function AlarmBanners() {
  const { t, i18n } = useTranslation();
  const lesson = useLesson();
  const codes = [...new Set(lesson.recording.alarms.map((alarm) => alarm.code))];
  // A disk that is full is not also said to be nearly full.
  const said = codes.includes('diskFull') ? codes.filter((code) => code !== 'diskLow') : codes;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return said.map((code) => {
    const { named, more } = namedTracks(alarmedTracks(lesson, code));
    if (code.startsWith('track') && named.length === 0) return null;
    const words = named.map(({ name, source }) => t(`teacher.alarmed.${source}`, { name }));
    if (more > 0) words.push(t('teacher.alarmed.more', { count: more }));
    return (
      <Banner key={code} tone={code === 'diskLow' ? 'warning' : 'danger'} testId={`alarm-${code}`}>
        {t(`teacher.alarm.${code}`, { tracks: list.format(words) })}
      </Banner>
    );
  });
}
