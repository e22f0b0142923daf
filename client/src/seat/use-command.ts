import { type CommandInput, type LessonCommandName, LessonError } from '@tongke/signaling/protocol/lesson';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '../design/toast.tsx';
import { useSeat } from './seat-context.tsx';

/** Gives commands for a button: busy until the lesson has answered, a sentence when it refuses. */
export function useCommand(): {
  run: <Name extends LessonCommandName>(name: Name, input: CommandInput<Name>) => void;
  isBusy: boolean;
} {
  const { t } = useTranslation();
  const { link } = useSeat();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const run = <Name extends LessonCommandName>(name: Name, input: CommandInput<Name>) => {
    setBusy(true);
    link
      .command(name, input)
      .catch((error: unknown) => {
        toast('warning', t(`error.${error instanceof LessonError ? error.code : 'internal'}`));
      })
      .finally(() => setBusy(false));
  };
  return { run, isBusy };
}
