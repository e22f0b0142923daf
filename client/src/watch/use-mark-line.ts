import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mark } from './replay/marks.ts';

/** Says a mark in one line: what was asked aloud and what bears no name have words of their own. */
export function useMarkLine(): (mark: Mark) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ kind, name, schoolName, text, page }: Mark) => {
      const isBare = text === '' && bare.has(kind);
      return t(isBare ? `watch.bareMark.${kind}` : `watch.mark.${kind}`, { name, schoolName, text, page });
    },
    [t],
  );
}

const bare: ReadonlySet<Mark['kind']> = new Set(['pageShown', 'boardShown', 'questionAsked', 'buzzerAsked']);
