/**
 * The door for those who show an archive without a browser: what a replay shows at each moment, decided and drawn by the same code.
 * Nothing behind it needs a page; shapes want a `Path2D` and a canvas's context.
 */
export { ReplayStrokes } from '../../core/ink/replay-strokes.ts';
export { drawingWidth } from '../../ink/palette.ts';
export { SeenStrokes } from '../../ink/seen-strokes.ts';
export { type InkContext, shapeOf } from '../../ink/shape.ts';
export { LessonFold } from './lesson-fold.ts';
export { findMarks, isTurn, type Mark, type MarkKind } from './marks.ts';
export { type Layout, type Scene, sceneAt } from './scene.ts';
export type { Span } from './span.ts';
export { beginningOf, buildTimeline, gapAt, type ReplayTrack, type Timeline } from './timeline.ts';
