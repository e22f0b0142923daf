import { useTranslation } from 'react-i18next';

/** Days in the page's language. */
export function useDay(): (at: number) => string {
  const { i18n } = useTranslation();
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en-GB';
  return (at) => new Date(at).toLocaleDateString(locale, { year: 'numeric', month: 'short', day: 'numeric' });
}
