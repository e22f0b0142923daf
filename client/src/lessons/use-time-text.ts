import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Writes a moment (ISO 8601) as people say it: today's by its hour, others with their day. */
export function useTimeText(): (at: string) => string {
  const { i18n } = useTranslation();
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
  return useMemo(() => {
    const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
    const day = new Intl.DateTimeFormat(locale, {
      month: 'long',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    return (at) => {
      const date = new Date(at);
      const now = new Date();
      const isToday = date.toDateString() === now.toDateString();
      return isToday ? `${relative.format(0, 'day')} ${hour.format(date)}` : day.format(date);
    };
  }, [locale]);
}
