/** A page of a made document: a large heading and a line of text on a coloured ground. */
export interface PdfPage {
  readonly heading: string;
  readonly text: string;
  /** Red, green, blue, each 0 to 1. */
  readonly ground: readonly [number, number, number];
}

const [width, height] = [960, 540];

/** Makes a small PDF (1.4) of landscape pages; texts in Latin letters, which every reader has a font for. */
export function makePdf(pages: readonly PdfPage[]): Buffer {
  const firstPage = 4;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${firstPage + 2 * index} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>',
    ...pages.flatMap((page, index) => {
      const content = contentOf(page);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F 3 0 R >> >> /Contents ${firstPage + 2 * index + 1} 0 R >>`,
        `<< /Length ${Buffer.byteLength(content)} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = Buffer.byteLength(file);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = Buffer.byteLength(file);
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file);
}

function contentOf({ heading, text, ground }: PdfPage): string {
  const words = (content: string) => content.replace(/[\\()]/g, '\\$&');
  return [
    `${ground.join(' ')} rg 0 0 ${width} ${height} re f`,
    '1 1 1 rg 60 60 840 300 re f',
    `1 1 1 rg BT /F 64 Tf 60 420 Td (${words(heading)}) Tj ET`,
    `0.1 0.1 0.1 rg BT /F 36 Tf 100 200 Td (${words(text)}) Tj ET`,
  ].join('\n');
}
