import type { AnswerValue, Question } from '@tongke/signaling/protocol/lesson';
import type { ActivityDefinition, LanguageMap } from './statement.ts';

/** The id of an option: the letter that it bears on the screens; `o27` and on behind `Z`. */
const optionId = (place: number): string => (place < 26 ? String.fromCharCode(65 + place) : `o${place + 1}`);

/** An answer in the response format of its question's interaction type. Pure. */
export function responseOf({ kind }: Pick<Question, 'kind'>, answer: AnswerValue): string {
  if ('number' in answer) return String(answer.number);
  if ('text' in answer) return answer.text;
  if (kind === 'trueFalse') return String(answer.choices[0] === 0);
  return answer.choices.map(optionId).join('[,]');
}

type Interaction = Pick<ActivityDefinition, 'interactionType' | 'correctResponsesPattern' | 'choices'>;

/** What a question is as an interaction; a buzzer is none. Pure. */
export function interactionOf(question: Question, key: AnswerValue | null, language: string): Interaction | null {
  const correct = key === null ? {} : { correctResponsesPattern: [responseOf(question, key)] };
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return { interactionType: 'choice', choices: choicesOf(question, language), ...correct };
    case 'trueFalse':
      return { interactionType: 'true-false', ...correct };
    case 'number':
      return { interactionType: 'numeric', ...correct };
    case 'open':
      return { interactionType: 'long-fill-in', ...correct };
    case 'buzzer':
      return null;
  }
}

const choicesOf = ({ options }: Question, language: string): NonNullable<Interaction['choices']> =>
  options.map((text, place) => ({
    id: optionId(place),
    ...(text === '' ? {} : { description: { [language]: text } satisfies LanguageMap }),
  }));
