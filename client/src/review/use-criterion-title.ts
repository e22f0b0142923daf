import type { ReviewCriterion } from '@tongke/signaling/protocol/lesson';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

const usual: ReadonlySet<string> = new Set(['goals', 'process', 'interaction', 'participation', 'technology']);

/** Names a criterion: by its own title, or, for one of the default rubric, in the page's language. */
export function useCriterionTitle(): (criterion: ReviewCriterion) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ title, criterionId }) =>
      title || (usual.has(criterionId) ? t(`review.criteria.${criterionId}`) : t('review.unnamed')),
    [t],
  );
}
