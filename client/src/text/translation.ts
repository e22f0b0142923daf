import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Language = 'zh' | 'en';
/**
 * Words that are fetched together: before joining, in a lesson, on the pages around lessons, where lessons are
 * watched, of pupils' lessons over time.
 */
export type WordGroup = 'entrance' | 'lesson' | 'desk' | 'watch' | 'learning';

const storageKey = 'tongke.language';
const groups: Record<Language, Record<WordGroup, () => Promise<object>>> = {
  zh: {
    entrance: async () => (await import('./zh/entrance-words.ts')).entranceWords,
    lesson: async () => (await import('./zh/lesson-words.ts')).lessonWords,
    desk: async () => (await import('./zh/desk-words.ts')).deskWords,
    watch: async () => (await import('./zh/watch-words.ts')).watchWords,
    learning: async () => (await import('./zh/learning-words.ts')).learningWords,
  },
  en: {
    entrance: async () => (await import('./en/entrance-words.ts')).entranceWords,
    lesson: async () => (await import('./en/lesson-words.ts')).lessonWords,
    desk: async () => (await import('./en/desk-words.ts')).deskWords,
    watch: async () => (await import('./en/watch-words.ts')).watchWords,
    learning: async () => (await import('./en/learning-words.ts')).learningWords,
  },
};

const wanted = new Set<WordGroup>();
let translation: i18n | undefined;

/** The language that was chosen here, else the browser's: Chinese unless the browser prefers English. */
function preferredLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(storageKey);
  if (asked === 'zh' || asked === 'en') return asked;
  const known = navigator.languages.find((language) => /^(zh|en)\b/.test(language));
  return known?.startsWith('en') ? 'en' : 'zh';
}

/** Loads words of one language and says so to the document. Called once per page, by `mountPage`. */
export async function prepareTranslation(...first: WordGroup[]): Promise<i18n> {
  const language = preferredLanguage();
  const instance = createInstance();
  for (const group of first) wanted.add(group);
  const words = await Promise.all(first.map((group) => groups[language][group]()));
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: Object.assign({}, ...words) } },
    interpolation: { escapeValue: false },
  });
  showLanguage(language);
  translation = instance;
  return instance;
}

/** Fetches more words, of the language that the page shows by then. Idempotent. */
export async function loadWords(group: WordGroup): Promise<void> {
  wanted.add(group);
  await addWords(translation?.language === 'en' ? 'en' : 'zh', [group]);
}

/** Changes the page's language and remembers it on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  if (!translation) return;
  await addWords(language, [...wanted]);
  localStorage.setItem(storageKey, language);
  await translation.changeLanguage(language);
  showLanguage(language);
}

async function addWords(language: Language, missing: readonly WordGroup[]): Promise<void> {
  const words = await Promise.all(missing.map((group) => groups[language][group]()));
  for (const each of words) translation?.addResourceBundle(language, 'translation', each, true);
}

function showLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
