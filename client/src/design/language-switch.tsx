import { Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../text/translation.ts';
import { Button } from './button.tsx';

/** Switches between Chinese and English; remembered on this device. Shows the language that it leads to. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const isChinese = i18n.language === 'zh';
  return (
    <Button
      kind="quiet"
      icon={<Languages aria-hidden="true" />}
      lang={isChinese ? 'en' : 'zh-CN'}
      onClick={() => void changeLanguage(isChinese ? 'en' : 'zh')}
      testId="language-switch"
    >
      {isChinese ? 'English' : '中文'}
    </Button>
  );
}
