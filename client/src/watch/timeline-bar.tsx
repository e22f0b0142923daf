import type { ReviewRemark } from '@tongke/signaling/protocol/lesson';
import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from './format-time.ts';
import type { Mark, StageSpan } from './replay/marks.ts';
import type { ShownGap } from './replay/shown-gaps.ts';
import styles from './timeline-bar.module.css';
import { useKeyPreview } from './use-key-preview.ts';

const keySteps: Readonly<Record<string, number>> = {
  ArrowLeft: -5_000,
  ArrowDown: -5_000,
  ArrowRight: 5_000,
  ArrowUp: 5_000,
  PageDown: -60_000,
  PageUp: 60_000,
};

/** The lesson from its beginning to its end: who was on stage, what is missing, and where we are. */
export function TimelineBar(props: {
  positionMs: number;
  durationMs: number;
  marks: readonly Mark[];
  stageSpans: readonly StageSpan[];
  gaps: readonly ShownGap[];
  /** Of the lesson's review, for those who take part in it. */
  remarks: readonly ReviewRemark[];
  onSeek: (positionMs: number) => void;
  /** What is shown of a moment that one might go to. */
  preview: (atMs: number) => ReactNode;
  /** What a moment belongs to, in words; empty where there is nothing to say. */
  chapterAt: (atMs: number) => string;
}) {
  const { t } = useTranslation();
  const { positionMs, durationMs, onSeek } = props;
  const bar = useRef<HTMLDivElement>(null);
  const [hoverMs, setHoverMs] = useState<number | null>(null);
  const [dragMs, setDragMs] = useState<number | null>(null);
  const [byKey, onKey] = useKeyPreview();
  const shownMs = dragMs ?? positionMs;
  const previewMs = hoverMs ?? (byKey ? shownMs : null);
  const chapter = props.chapterAt(shownMs);
  const percent = (ms: number) => `${durationMs === 0 ? 0 : (Math.min(ms, durationMs) / durationMs) * 100}%`;

  const positionOf = ({ clientX }: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect();
    return box ? Math.min(Math.max(0, (clientX - box.left) / box.width), 1) * durationMs : 0;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keySteps[event.key];
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? durationMs : step === undefined ? null : positionMs + step;
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    onKey();
    onSeek(to);
  };
  return (
    <div className={styles.frame}>
      <div
        ref={bar}
        className={styles.bar}
        role="slider"
        tabIndex={0}
        aria-label={t('watch.timeline')}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationMs / 1_000)}
        aria-valuenow={Math.round(shownMs / 1_000)}
        aria-valuetext={[
          t('watch.position', { position: formatTime(shownMs), duration: formatTime(durationMs) }),
          chapter,
        ]
          .filter(Boolean)
          .join(t('watch.separator'))}
        data-testid="replay-timeline"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragMs(positionOf(event));
          // A finger hovers nowhere before.
          setHoverMs(positionOf(event));
        }}
        onPointerMove={(event) => {
          const ms = positionOf(event);
          setHoverMs(ms);
          if (dragMs !== null) setDragMs(ms);
        }}
        onPointerUp={(event) => {
          if (dragMs === null) return;
          setDragMs(null);
          onSeek(positionOf(event));
        }}
        onPointerCancel={() => setDragMs(null)}
        onPointerLeave={() => setHoverMs(null)}
      >
        <div className={styles.rail} />
        <div className={styles.done} style={{ width: percent(shownMs) }} />
        <Landmarks {...props} />
        <div className={styles.knob} style={{ left: percent(shownMs) }} />
      </div>
      {previewMs !== null && (
        <div
          className={styles.hover}
          style={{ left: `clamp(108px, ${percent(previewMs)}, calc(100% - 108px))` }}
          // The slider itself says it in words.
          aria-hidden="true"
        >
          {props.preview(previewMs)}
        </div>
      )}
    </div>
  );
}

/** What does not move: drawn once, however long the lesson. */
const Landmarks = memo(
  function Landmarks(props: {
    durationMs: number;
    marks: readonly Mark[];
    stageSpans: readonly StageSpan[];
    gaps: readonly ShownGap[];
    remarks: readonly ReviewRemark[];
  }) {
    const { t } = useTranslation();
    const percent = (ms: number) => `${props.durationMs === 0 ? 0 : (ms / props.durationMs) * 100}%`;
    return (
      <>
        {props.stageSpans.map(({ participantId, fromMs, toMs, name, schoolName }) => (
          <div
            key={`${participantId}-${fromMs}`}
            className={styles.stage}
            style={{ left: percent(fromMs), width: percent(toMs - fromMs) }}
            title={t('watch.mark.stageCalled', { name, schoolName })}
            data-testid="replay-stage-span"
            data-participant-name={name}
          />
        ))}
        {props.gaps.map(({ key, fromMs, toMs, what, name }) => (
          <div
            key={key}
            className={styles.gap}
            data-what={what}
            style={{ left: percent(fromMs), width: percent(toMs - fromMs) }}
            title={t(`watch.gap.${what}`, { name, from: formatTime(fromMs), to: formatTime(toMs) })}
            data-testid="replay-gap"
          />
        ))}
        {props.remarks.map(({ remarkId, fromMs, toMs, authorName }) =>
          fromMs === null ? null : (
            <div
              key={remarkId}
              className={styles.remark}
              style={{ left: percent(fromMs), width: percent(toMs === null ? 0 : toMs - fromMs) }}
              title={t('review.onTimeline', { name: authorName })}
              data-testid="review-timeline-remark"
            />
          ),
        )}
        {props.marks.map(({ key, atMs, kind }) => (
          <div key={key} className={styles.mark} data-kind={kind} style={{ left: percent(atMs) }} />
        ))}
      </>
    );
  },
  (before, after) =>
    before.durationMs === after.durationMs &&
    before.marks === after.marks &&
    before.stageSpans === after.stageSpans &&
    before.gaps === after.gaps &&
    before.remarks === after.remarks,
);
