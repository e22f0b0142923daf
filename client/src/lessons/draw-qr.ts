/** Draws a text as a QR code, as the address of a picture. The code that does so is loaded with the first one. */
export async function drawQr(text: string): Promise<string> {
  const { toString: draw } = await import('qrcode');
  const svg = await draw(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'L' });
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
