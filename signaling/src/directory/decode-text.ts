import type { FileProblem, RosterReport } from '../../protocol/lesson.ts';

type Encoding = NonNullable<RosterReport['encoding']>;

/** How the files of office programs begin: a ZIP (XLSX), an old Office document (XLS), a PDF. */
const documents = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
];

const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, at) => bytes[at] === byte);

/**
 * A file's text, whatever a school's PC has written: UTF-8 with or without its mark, GB18030, or UTF-16 with its mark (as
 * Excel's Unicode text). What is not valid UTF-8 is read as GB18030, which takes nearly everything: somebody must look.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } | FileProblem {
  if (documents.some((start) => startsWith(bytes, start))) return 'spreadsheet';
  const encodings: Encoding[] = startsWith(bytes, [0xff, 0xfe]) ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    const text = decodeAs(encoding, bytes);
    if (text?.includes('\0')) return 'notText';
    if (text !== null) return text.trim() === '' ? 'empty' : { text, encoding };
  }
  return 'notText';
}

/** The text without its byte order mark; null when the bytes are none in this encoding. */
function decodeAs(encoding: Encoding, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
