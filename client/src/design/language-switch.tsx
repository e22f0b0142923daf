import { Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../text/translation.ts';
import { Button } from './button.tsx';

/** Switches between Chinese and English; remembered on this device. Shows the language that it leads to; `short`: in two letters. */
export function LanguageSwitch({ short = false }: { short?: boolean }) {
  const { i18n } = useTranslation();
  const isChinese = i18n.language === 'zh';
  const name = isChinese ? 'English' : '中文';
  const letters = isChinese ? 'EN' : '中';
  return (
    <Button
      kind="quiet"
      icon={<Languages aria-hidden="true" />}
      aria-label={short ? `${letters} ${name}` : name}
      lang={isChinese ? 'en' : 'zh-CN'}
      onClick={() => void changeLanguage(isChinese ? 'en' : 'zh')}
      testId="language-switch"
    >
      {short ? letters : name}
    </Button>
  );
}
