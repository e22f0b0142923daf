import type { ArchiveErasure, ArchiveManifest } from '@tongke/signaling/protocol/lesson';
import { useTranslation } from 'react-i18next';
import { WatchNotice } from './watch-notice.tsx';

/** When and by which rule all of an archive was deleted; null while there is something to watch. */
export const deletionOf = ({ erasures = [] }: ArchiveManifest): ArchiveErasure | null =>
  erasures.find(({ what }) => what === 'all') ?? null;

/** Stands in the place of a lesson whose recording was deleted. */
export function DeletedNotice({ title, deletion }: { title: string; deletion: ArchiveErasure }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en';
  const day = new Date(deletion.at).toLocaleDateString(locale, { year: 'numeric', month: 'long', day: 'numeric' });
  const { rule } = deletion;
  const words =
    rule.name === 'retention'
      ? t('watch.deletedByRule', { title, day, days: rule.days })
      : t('watch.deletedByDecision', { title, day });
  return <WatchNotice title={t('watch.deleted')} words={words} testId="watch-deleted" />;
}
