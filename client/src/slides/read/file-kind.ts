export type FileKind = 'pdf' | 'picture' | 'presentation' | 'unknown';

const headLengthBytes = 1024;

/** What a file is, by its first bytes; its name may say anything. */
export async function fileKind(file: Blob): Promise<FileKind> {
  const bytes = new Uint8Array(await file.slice(0, headLengthBytes).arrayBuffer());
  const head = String.fromCharCode(...bytes);
  if (head.includes('%PDF-')) return 'pdf';
  if (head.startsWith('\xff\xd8\xff') || head.startsWith('\x89PNG\r\n\x1a\n')) return 'picture';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'picture';
  // PPTX is a ZIP archive, PPT a compound file.
  if (head.startsWith('PK\x03\x04') || head.startsWith('\xd0\xcf\x11\xe0')) return 'presentation';
  return 'unknown';
}
