import { type Image, loadImage } from '@napi-rs/canvas';
import {
  drawingWidth,
  type InkContext,
  type LessonFold,
  ReplayStrokes,
  SeenStrokes,
  shapeOf,
} from '@tongke/client/replay';
import {
  type ArchiveManifest,
  inkKey,
  inkOf,
  type LessonEntry,
  type MaterialId,
  type PagePicture,
  type PageRef,
  type StrokeList,
} from '@tongke/signaling/protocol/lesson';
import type { ArchiveBytes } from './archive-bytes.ts';
import { type FilmCanvas, filmCanvas, inkContext, rawPictureOf } from './canvas.ts';
import { filmHeight, filmWidth, type RawPicture } from './picture-size.ts';

/** A board's page has no picture. */
const blankAspect = 16 / 9;
const noStrokes: ReadonlySet<never> = new Set();

/** Paints pages with what is drawn on them at a moment, by the client's own shapes, so that a film shows what the rooms saw. */
export class PagePainter {
  readonly #bytes: ArchiveBytes;
  readonly #files: ReadonlyMap<MaterialId, { path: string; sha256: string | null }>;
  readonly #strokes: ReplayStrokes;
  readonly #fold: LessonFold;
  readonly #below: FilmCanvas = filmCanvas();
  readonly #canvas: FilmCanvas = filmCanvas();
  #page: { key: string; picture: PagePicture | null; image: Image | null; seen: SeenStrokes } | null = null;
  #list: StrokeList | null = null;
  #last: { key: string; list: StrokeList; raw: RawPicture } | null = null;

  constructor(bytes: ArchiveBytes, manifest: ArchiveManifest, entries: readonly LessonEntry[], fold: LessonFold) {
    this.#bytes = bytes;
    this.#fold = fold;
    this.#strokes = new ReplayStrokes(entries, manifest.startedAt);
    this.#files = new Map(manifest.materials?.map((material) => [material.materialId, material]));
  }

  /** The page as it was at a moment of the timeline; the same object while nothing changes. */
  async paint(page: PageRef, picture: PagePicture | null, atMs: number): Promise<RawPicture> {
    const key = inkKey(page);
    const { strokes: list } = inkOf(this.#fold.stateAt(atMs).ink, page);
    if (this.#page?.key !== key || this.#page.picture?.materialId !== picture?.materialId) {
      const seen = new SeenStrokes(aspectOf(picture));
      this.#page = { key, picture, image: await this.#imageOf(picture), seen };
      this.#list = null;
      this.#last = null;
    }
    const drawn = this.#page.seen.read(list, noStrokes);
    const finished = new Set(drawn.map(({ id }) => id));
    const growing = this.#strokes.growing(key, atMs).filter(({ id }) => !finished.has(id));
    if (growing.length === 0 && this.#last?.key === key && this.#last.list === list) return this.#last.raw;
    if (this.#list !== list) {
      this.#paintBelow(drawn.map((stroke) => (context) => stroke.paint(context)));
      this.#list = list;
    }
    const context = this.#canvas.getContext('2d');
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.#below, 0, 0);
    const aspect = aspectOf(picture);
    this.#inPage(this.#canvas, (ink) => {
      for (const { drawing, text } of growing) shapeOf(drawing, text, aspect).paint(ink);
    });
    const raw = rawPictureOf(this.#canvas);
    this.#last = growing.length === 0 ? { key, list, raw } : null;
    return raw;
  }

  /** The page and its finished strokes. */
  #paintBelow(strokes: readonly ((context: InkContext) => void)[]): void {
    const context = this.#below.getContext('2d');
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#101715';
    context.fillRect(0, 0, filmWidth, filmHeight);
    const box = boxOf(aspectOf(this.#page?.picture ?? null));
    context.fillStyle = '#ffffff';
    context.fillRect(box.left, box.top, box.width, box.height);
    if (this.#page?.image) context.drawImage(this.#page.image, box.left, box.top, box.width, box.height);
    this.#inPage(this.#below, (ink) => {
      for (const paint of strokes) paint(ink);
    });
  }

  /** Paints in the units of the drawing box, and not beyond the page. */
  #inPage(canvas: FilmCanvas, paint: (ink: InkContext) => void): void {
    const box = boxOf(aspectOf(this.#page?.picture ?? null));
    const context = canvas.getContext('2d');
    const scale = box.width / drawingWidth;
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    context.setTransform(scale, 0, 0, scale, box.left, box.top);
    paint(inkContext(context));
    context.restore();
  }

  /** The sharp picture, else the small one; null when neither is there. */
  async #imageOf(picture: PagePicture | null): Promise<Image | null> {
    if (picture === null) return null;
    for (const id of [picture.materialId, picture.previewId]) {
      const file = this.#files.get(id);
      const content = file ? await this.#bytes.read(file) : null;
      const image = content ? await loadImage(content).catch(() => null) : null;
      if (image) return image;
    }
    return null;
  }
}

const aspectOf = (picture: PagePicture | null): number =>
  picture ? picture.widthPixels / picture.heightPixels : blankAspect;

/** The largest box of a shape in the middle of the film. */
function boxOf(aspect: number): { left: number; top: number; width: number; height: number } {
  const width = Math.min(filmWidth, filmHeight * aspect);
  const height = width / aspect;
  return { left: (filmWidth - width) / 2, top: (filmHeight - height) / 2, width, height };
}
