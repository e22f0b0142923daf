import { Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { keptHelpLine } from '../core/help/help-line.ts';
import styles from './operator-telephone.module.css';

/** The operator's number, for whoever cannot reach the server; nothing where this device has never heard it. */
export function OperatorTelephone() {
  const { t } = useTranslation();
  const telephone = keptHelpLine();
  if (telephone === null) return null;
  return (
    <span className={styles.telephone} data-testid="operator-telephone">
      <Phone aria-hidden="true" />
      {t('seat.callOperator')} <strong>{telephone}</strong>
    </span>
  );
}
