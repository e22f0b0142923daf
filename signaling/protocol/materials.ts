import type { LessonEvent } from './events.ts';
import type { MaterialId } from './ids.ts';

/** The files that an event refers to: whoever keeps the event keeps them as well. */
export function materialsOf(event: LessonEvent): MaterialId[] {
  switch (event.type) {
    case 'pageAdded':
      return event.picture ? [event.picture.materialId, event.picture.previewId] : [];
    case 'filmAdded':
      return [event.file.materialId];
    default:
      return [];
  }
}
