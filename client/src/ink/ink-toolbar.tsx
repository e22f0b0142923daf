import { inkKey, inkOf, type PageRef, seenStrokes, undoable } from '@tongke/signaling/protocol/lesson';
import {
  Eraser,
  Highlighter,
  MousePointer2,
  Pencil,
  Redo2,
  Trash2,
  Type,
  Undo2,
  UsersRound,
  WandSparkles,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { mayDraw } from '../core/ink/may-draw.ts';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { useLesson, useSeat, useWatched } from '../seat/seat-context.tsx';
import { useCommand } from '../seat/use-command.ts';
import { useShortcuts } from '../seat/use-shortcuts.ts';
import { chooseInk, type InkHandle, inkChoice } from './ink-choice.ts';
import { ColourChooser, FigureChooser } from './ink-choosers.tsx';
import styles from './ink-toolbar.module.css';

type Icon = ComponentType<{ 'aria-hidden': 'true' }>;
const handles: readonly {
  handle: Exclude<InkHandle, 'line' | 'arrow' | 'rectangle' | 'ellipse'>;
  icon: Icon;
  key: string;
}[] = [
  { handle: 'none', icon: MousePointer2, key: 'Escape' },
  { handle: 'pen', icon: Pencil, key: 'D' },
  { handle: 'marker', icon: Highlighter, key: 'K' },
  { handle: 'eraser', icon: Eraser, key: 'X' },
  { handle: 'text', icon: Type, key: 'W' },
  { handle: 'laser', icon: WandSparkles, key: 'L' },
];

/** What to draw with on a page, undo and redo. Nothing for a seat that may not draw now. */
export function InkToolbar({ page }: { page: PageRef }) {
  const lesson = useLesson();
  const { kept } = useSeat();
  return mayDraw(lesson, kept.participantId, kept.role) ? <Tools page={page} /> : null;
}

function Tools({ page }: { page: PageRef }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { handle } = useWatched(inkChoice);
  const choose = (chosen: InkHandle) => {
    chooseInk({ handle: chosen });
    announce(t(`ink.tool.${chosen}`));
  };
  useShortcuts(Object.fromEntries(handles.map((each) => [each.key.toUpperCase(), () => choose(each.handle)])));
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('ink.toolbar')} data-testid="ink-toolbar">
      {handles.map(({ handle: each, icon: Icon, key }) => (
        <Button
          key={each}
          kind={handle === each ? 'primary' : 'quiet'}
          className={styles.tool ?? ''}
          icon={<Icon aria-hidden="true" />}
          aria-label={t(`ink.tool.${each}`)}
          aria-pressed={handle === each}
          tip={t('ink.withKey', { name: t(`ink.tool.${each}`), key: key === 'Escape' ? 'Esc' : key })}
          tipSide="above"
          shortcut={key}
          onClick={() => choose(each)}
          testId={`ink-tool-${each}`}
        />
      ))}
      <FigureChooser onChoose={choose} />
      <ColourChooser />
      <Steps page={page} />
      <LetDraw />
    </div>
  );
}

/** Undo, redo, and clearing the page for those who may. */
function Steps({ page }: { page: PageRef }) {
  const { t } = useTranslation();
  const { ink } = useLesson();
  const { kept } = useSeat();
  const { run } = useCommand();
  const held = inkOf(ink, page);
  const pen = ink.pens[kept.participantId];
  const canUndo = pen !== undefined && undoable(held, pen) !== undefined;
  const canRedo = pen !== undefined && (held.histories[pen]?.undone.length ?? 0) > 0;
  return (
    <>
      <Button
        kind="quiet"
        className={styles.tool ?? ''}
        icon={<Undo2 aria-hidden="true" />}
        aria-label={t('ink.undo')}
        tip={t('ink.withKey', { name: t('ink.undo'), key: 'Ctrl+Z' })}
        tipSide="above"
        shortcut="Control+Z"
        disabled={!canUndo}
        onClick={() => run('ink:undo', page)}
        testId="ink-undo"
      />
      <Button
        kind="quiet"
        className={styles.tool ?? ''}
        icon={<Redo2 aria-hidden="true" />}
        aria-label={t('ink.redo')}
        tip={t('ink.withKey', { name: t('ink.redo'), key: 'Ctrl+Y' })}
        tipSide="above"
        shortcut="Control+Y"
        disabled={!canRedo}
        onClick={() => run('ink:redo', page)}
        testId="ink-redo"
      />
      {kept.role !== 'classroom' && (
        <Button
          kind="quiet"
          className={styles.tool ?? ''}
          icon={<Trash2 aria-hidden="true" />}
          aria-label={t('ink.clear')}
          tip={t('ink.clear')}
          tipSide="above"
          disabled={seenStrokes(held).length === 0}
          onClick={() => run('ink:clear', page)}
          testId="ink-clear"
          data-page={inkKey(page)}
        />
      )}
    </>
  );
}

/** Lets the rooms on stage draw too, or no longer. */
function LetDraw() {
  const { t } = useTranslation();
  const { permission } = useLesson();
  const { kept } = useSeat();
  const { run, isBusy } = useCommand();
  if (kept.role === 'classroom') return null;
  const isOn = permission.all.annotation;
  return (
    <Button
      kind={isOn ? 'stage' : 'quiet'}
      className={styles.tool ?? ''}
      icon={<UsersRound aria-hidden="true" />}
      aria-label={t('ink.letDraw')}
      aria-pressed={isOn}
      disabled={isBusy}
      tip={t('ink.letDrawHint')}
      tipSide="above"
      onClick={() => run('permission:switch', { participantId: null, what: 'annotation', on: !isOn })}
      testId="ink-let-draw"
    />
  );
}
