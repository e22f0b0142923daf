import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'zh' | 'en';
const storageKey = 'tongke.language';

const load = async (language: Language) =>
  language === 'zh' ? (await import('./zh.ts')).zh : (await import('./en.ts')).en;

let translation: i18n | undefined;

/** The language that was chosen here, else the browser's: Chinese unless the browser prefers English. */
function preferredLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(storageKey);
  if (asked === 'zh' || asked === 'en') return asked;
  const known = navigator.languages.find((language) => /^(zh|en)\b/.test(language));
  return known?.startsWith('en') ? 'en' : 'zh';
}

/** Loads the words of one language and says so to the document. Called once per page, by `mountPage`. */
export async function prepareTranslation(): Promise<i18n> {
  const language = preferredLanguage();
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await load(language) } },
    interpolation: { escapeValue: false },
  });
  showLanguage(language);
  translation = instance;
  return instance;
}

/** Changes the page's language and remembers it on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  if (!translation) return;
  translation.addResourceBundle(language, 'translation', await load(language));
  localStorage.setItem(storageKey, language);
  await translation.changeLanguage(language);
  showLanguage(language);
}

function showLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
