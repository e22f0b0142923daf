import { LessonError } from '@tongke/signaling/protocol/lesson';
import { request } from '../../api/request.ts';
import { type Bringer, uploadInParts } from '../../core/materials/upload.ts';
import { DocumentError } from './document.ts';

/** Has the server turn a presentation into PDF. Throws DocumentError `exportAsPdf` where it has no LibreOffice. */
export async function convertToPdf(file: Blob, bringer: Bringer, signal: AbortSignal): Promise<Blob> {
  const headers = { 'x-lesson': bringer.lessonId };
  const { converts } = await request<{ converts: boolean }>('/api/documents', {
    bearer: bringer.seatKey,
    headers,
    signal,
  });
  if (!converts) throw new DocumentError('exportAsPdf');
  try {
    type Answer = { receivedBytes: number; path: string | null };
    const { path } = await uploadInParts<Answer>(
      '/api/documents',
      file,
      bringer,
      (answer) => answer.path !== null,
      { signal },
    );
    const response = await fetch(path ?? '', { signal, cache: 'no-store' });
    if (!response.ok) throw new DocumentError('notConverted');
    return await response.blob();
  } catch (error) {
    if (error instanceof LessonError && error.code === 'unsupportedMedia') throw new DocumentError('notConverted');
    if (error instanceof LessonError && error.code === 'tooLarge') throw new DocumentError('tooLarge');
    throw error;
  }
}
