import { QrCode as QrIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerLink } from '../api/answers-api.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { QrCode } from '../lessons/qr-code.tsx';
import { useSeat } from '../seat/seat-context.tsx';

/** Shows, large, the code by which pupils of this room answer with their own phones. */
export function AnswerCode() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="large"
        wide
        icon={<QrIcon aria-hidden="true" />}
        onClick={() => setOpen(true)}
        testId="answer-code-open"
      >
        {t('question.byPhone')}
      </Button>
      {isOpen && <CodeDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function CodeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { kept } = useSeat();
  const [path, setPath] = useState<string | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const left = new AbortController();
    answerLink(kept.lessonId, kept.seatKey, left.signal).then(setPath, () => {
      if (!left.signal.aborted) setFailed(true);
    });
    return () => left.abort();
  }, [kept]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('question.phoneTitle')}
      description={t('question.phoneHint')}
      testId="answer-code"
    >
      {hasFailed && <p role="alert">{t('error.unavailable')}</p>}
      {path && (
        <div data-testid="answer-code-path" data-path={path}>
          <QrCode text={`${location.origin}${path}`} alt={t('question.phoneTitle')} />
        </div>
      )}
    </Dialog>
  );
}
