/** Of every picture in a film, in pixels. Even, as 4:2:0 wants it. */
export const filmWidth = 1_280;
export const filmHeight = 720;
const lumaBytes = filmWidth * filmHeight;
/** Of one raw picture: planar 4:2:0, 8 bits (ffmpeg's yuv420p). */
export const pictureBytes = (lumaBytes * 3) / 2;

/** One raw picture, BT.601 in TV range. Never changed once it is handed on. */
export type RawPicture = Buffer;

/** A canvas's pixels (RGBA) as a raw picture. @param pixels of {@link filmWidth} by {@link filmHeight} */
export function toRawPicture(pixels: Uint8ClampedArray): RawPicture {
  const raw = Buffer.allocUnsafe(pictureBytes);
  for (let at = 0, pixel = 0; at < lumaBytes; at += 1, pixel += 4) {
    const red = pixels[pixel] ?? 0;
    const green = pixels[pixel + 1] ?? 0;
    const blue = pixels[pixel + 2] ?? 0;
    raw[at] = (66 * red + 129 * green + 25 * blue + 4_224) >> 8;
  }
  const chromaWidth = filmWidth / 2;
  const chromaBytes = lumaBytes / 4;
  const row = filmWidth * 4;
  for (let y = 0, at = lumaBytes; y < filmHeight / 2; y += 1) {
    for (let x = 0; x < chromaWidth; x += 1, at += 1) {
      const first = y * 2 * row + x * 8;
      const sum = (channel: number) =>
        (pixels[first + channel] ?? 0) +
        (pixels[first + 4 + channel] ?? 0) +
        (pixels[first + row + channel] ?? 0) +
        (pixels[first + row + 4 + channel] ?? 0);
      const red = sum(0);
      const green = sum(1);
      const blue = sum(2);
      raw[at] = (-38 * red - 74 * green + 112 * blue + 131_584) >> 10;
      raw[at + chromaBytes] = (112 * red - 94 * green - 18 * blue + 131_584) >> 10;
    }
  }
  return raw;
}
