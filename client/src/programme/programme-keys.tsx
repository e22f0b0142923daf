import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../design/announcer.tsx';
import { useLesson } from '../seat/seat-context.tsx';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import { useProgramme } from './use-programme.ts';
import { useShotName } from './use-shot-name.ts';

/** One key for each picture, 0 for the director, whichever tool is open; says what the rooms see when it changes. */
export function ProgrammeKeys() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { shot, directs } = useLesson().programme;
  const { offered, mayDecide, switchTo, direct } = useProgramme();
  const nameOf = useShotName();
  const keys = offered.flatMap(({ key, shot: each }) => (key ? [[key, () => switchTo(each)] as const] : []));
  useShortcuts(mayDecide ? Object.fromEntries([...keys, ['0', () => direct(!directs)] as const]) : {});
  const words = shot ? t('programme.nowShown', { name: nameOf(shot) }) : '';
  const said = useRef(words);
  useEffect(() => {
    if (words === said.current) return;
    said.current = words;
    if (words) announce(words);
  }, [words, announce]);
  return null;
}
