import { useTranslation } from 'react-i18next';
import { Banner } from '../design/banner.tsx';
import { OperatorTelephone } from '../help/operator-telephone.tsx';
import { useLesson, useLine, useSeat, useWatched } from './seat-context.tsx';

/** Says that the line is down, since when, and that it is being tried; or that pictures are on their way back. */
export function LineBanner({ large = false }: { large?: boolean }) {
  const { t, i18n } = useTranslation();
  const line = useLine();
  const media = useWatched(useSeat().desk.state);
  const { phase } = useLesson();
  if (line.name === 'down') {
    const since = new Date(line.since).toLocaleTimeString(i18n.language === 'zh' ? 'zh-CN' : 'en', {
      timeStyle: 'medium',
    });
    return (
      <Banner tone="danger" large={large} testId="line-down">
        {t('seat.lineDown', { since })} <OperatorTelephone />
      </Banner>
    );
  }
  if (line.name === 'up' && media === 'opening' && phase.name === 'open') {
    return (
      <Banner tone="info" large={large} testId="media-opening">
        {t('seat.mediaOpening')}
      </Banner>
    );
  }
  return null;
}
