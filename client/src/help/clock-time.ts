/** A time of day in hours and minutes; `at` in milliseconds since the epoch. */
export const clockTime = (at: number, language: string): string =>
  new Date(at).toLocaleTimeString(language === 'zh' ? 'zh-CN' : 'en', { hour: '2-digit', minute: '2-digit' });
