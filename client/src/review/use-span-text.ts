import type { RemarkInput } from '@tongke/signaling/protocol/lesson';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../watch/format-time.ts';

/** Says what a remark is about: a moment, a range or the whole lesson. */
export function useSpanText(): (remark: Pick<RemarkInput, 'fromMs' | 'toMs'>) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ fromMs, toMs }) => {
      if (fromMs === null) return t('review.whole');
      return toMs === null ? formatTime(fromMs) : `${formatTime(fromMs)}–${formatTime(toMs)}`;
    },
    [t],
  );
}
