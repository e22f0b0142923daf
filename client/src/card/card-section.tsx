import type { Question } from '@tongke/signaling/protocol/lesson';
import { RotateCcw, ScanLine, Send } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cardAnswers, takesCards } from '../core/card/card-answers.ts';
import type { CardReading } from '../core/card/card-votes.ts';
import type { CardRoster } from '../core/card/roster-load.ts';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useOwn } from '../seat/use-own.ts';
import { CardPicture } from './card-picture.tsx';
import styles from './card-section.module.css';
import { DoubtfulCards } from './doubtful-cards.tsx';
import { PrintCards } from './print-cards.tsx';
import { RosterFailed } from './roster-failed.tsx';
import { useCardPupils } from './use-card-pupils.ts';

/** Where the aide reads the cards that pupils hold up, and prints them before the first lesson. */
export function CardSection() {
  const { t } = useTranslation();
  const { asked } = useLesson().question;
  const { roster, again } = useCardPupils();
  const question = asked.at(-1);
  if (!question || !takesCards(question)) {
    return (
      <div className={styles.section}>
        <p className={styles.none}>{t('card.none')}</p>
        {roster.state === 'failed' && <RosterFailed onAgain={again} />}
        <PrintCards pupils={roster.pupils} />
      </div>
    );
  }
  return <Reading key={question.questionId} question={question} roster={roster} onAgain={again} />;
}

function Reading(props: { question: Question; roster: CardRoster; onAgain: () => void }) {
  const { question, roster } = props;
  const { pupils } = roster;
  const failed = roster.state === 'failed' && <RosterFailed onAgain={props.onAgain} />;
  const { t } = useTranslation();
  const { kept } = useSeat();
  const lesson = useLesson();
  const { device } = useOwn('camera');
  const { run, isBusy } = useCommand();
  const [turn, setTurn] = useState(0);
  const [readings, setReadings] = useState<readonly CardReading[]>([]);
  const [accepted, setAccepted] = useState<ReadonlyMap<number, number>>(new Map());
  const seen = useCallback((next: { readings: readonly CardReading[] }) => setReadings(next.readings), []);
  const { counted, doubtful, answers } = cardAnswers(question, readings, pupils, accepted);
  const sent = lesson.question.rooms[question.questionId]?.[kept.participantId];
  const byCards = pupils
    ? Object.values(sent?.pupils ?? {}).filter(({ by }) => by === 'cards').length
    : (sent?.hands ?? []).reduce((sum, { count }) => sum + count, 0);
  if (device.name !== 'on') return <p className={styles.none}>{t('card.noCamera')}</p>;
  const begin = () => {
    setReadings([]);
    setAccepted(new Map());
    setTurn(turn + 1);
  };
  if (turn === 0) {
    return (
      <div className={styles.section}>
        <p>{t('card.hold')}</p>
        {failed}
        <Button
          kind="primary"
          size="huge"
          wide
          icon={<ScanLine aria-hidden="true" />}
          onClick={begin}
          testId="card-start"
        >
          {t('card.start')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.section}>
      <CardPicture
        key={turn}
        track={device.track}
        isCounted={(card) => counted.some((each) => each.card === card)}
        onSeen={seen}
      />
      <p className={styles.count} data-testid="card-count" data-read={counted.length}>
        {pupils
          ? t('card.countOf', { read: counted.length, all: pupils.length })
          : t('card.count', { read: counted.length })}
      </p>
      {failed}
      {roster.state === 'none' && <p className={styles.none}>{t('card.noRoster')}</p>}
      <DoubtfulCards
        cards={doubtful}
        pupils={pupils}
        onAccept={(card, choice) => setAccepted(new Map([...accepted, [card, choice]]))}
      />
      <div className={styles.buttons}>
        <Button size="large" icon={<RotateCcw aria-hidden="true" />} onClick={begin} testId="card-again">
          {t('card.again')}
        </Button>
        <Button
          kind="primary"
          size="large"
          wide
          icon={<Send aria-hidden="true" />}
          disabled={isBusy || !answers}
          onClick={() => answers && run('question:answer', { questionId: question.questionId, answers })}
          testId="card-send"
        >
          {t('card.send')}
        </Button>
      </div>
      {byCards > 0 && (
        <p className={styles.sent} role="status" data-testid="card-sent">
          {t('card.sent', { count: byCards })}
        </p>
      )}
    </div>
  );
}
