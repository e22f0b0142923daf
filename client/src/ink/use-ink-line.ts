import { LessonError } from '@tongke/signaling/protocol/lesson';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { InkDesk } from '../core/ink/ink-desk.ts';
import { LiveInk } from '../core/ink/live-ink.ts';
import { useToast } from '../design/toast.tsx';
import { useSeat } from '../seat/seat-context.tsx';
import type { InkCanvasHandle } from './ink-canvas.tsx';

/** What this page draws and what it hears of others, for as long as a layer is there. */
export function useInkLine(handle: RefObject<InkCanvasHandle>): { desk: InkDesk; live: LiveInk } {
  const { t } = useTranslation();
  const { link } = useSeat();
  const toast = useToast();
  const refused = useRef<(error: unknown) => void>(() => {});
  refused.current = (error) => toast('warning', t(`error.${error instanceof LessonError ? error.code : 'internal'}`));
  const [live] = useState(() => new LiveInk());
  const [desk] = useState(
    () =>
      new InkDesk({
        line: link,
        refused: (error) => refused.current(error),
        changed: () => handle.current.wake(),
      }),
  );
  useEffect(
    () =>
      link.onVolatile((message) => {
        live.hear(message, performance.now());
        handle.current.wake();
      }),
    [link, live, handle],
  );
  return { desk, live };
}
