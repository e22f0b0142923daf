/** Fast Fourier transform in place (Cooley and Tukey, radix 2); both arrays have the same power of two of values. */
export function transform(real: Float64Array, imaginary: Float64Array, inverse = false): void {
  const size = real.length;
  for (let index = 1, other = 0; index < size; index += 1) {
    let bit = size >> 1;
    for (; other & bit; bit >>= 1) other ^= bit;
    other ^= bit;
    if (index < other) {
      swap(real, index, other);
      swap(imaginary, index, other);
    }
  }
  for (let length = 2; length <= size; length *= 2) {
    const angle = ((inverse ? 2 : -2) * Math.PI) / length;
    for (let step = 0; step < length / 2; step += 1) {
      const [cos, sin] = [Math.cos(angle * step), Math.sin(angle * step)];
      for (let at = step; at < size; at += length) {
        const to = at + length / 2;
        const [x, y] = [real[to] ?? 0, imaginary[to] ?? 0];
        const [turnedX, turnedY] = [x * cos - y * sin, x * sin + y * cos];
        const [ownX, ownY] = [real[at] ?? 0, imaginary[at] ?? 0];
        real[to] = ownX - turnedX;
        imaginary[to] = ownY - turnedY;
        real[at] = ownX + turnedX;
        imaginary[at] = ownY + turnedY;
      }
    }
  }
  if (!inverse) return;
  for (let index = 0; index < size; index += 1) {
    real[index] = (real[index] ?? 0) / size;
    imaginary[index] = (imaginary[index] ?? 0) / size;
  }
}

function swap(values: Float64Array, one: number, other: number): void {
  const kept = values[one] ?? 0;
  values[one] = values[other] ?? 0;
  values[other] = kept;
}

/** How much of `probe` is in `heard`, beginning at each sample of it: a matched filter. As long as `heard`. */
export function correlate(heard: Float32Array, probe: Float32Array): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(heard.length + probe.length));
  const [real, imaginary] = [new Float64Array(size), new Float64Array(size)];
  const [probeReal, probeImaginary] = [new Float64Array(size), new Float64Array(size)];
  real.set(heard);
  probeReal.set(probe);
  transform(real, imaginary);
  transform(probeReal, probeImaginary);
  for (let index = 0; index < size; index += 1) {
    const [a, b, c, d] = [real[index] ?? 0, imaginary[index] ?? 0, probeReal[index] ?? 0, probeImaginary[index] ?? 0];
    real[index] = a * c + b * d;
    imaginary[index] = b * c - a * d;
  }
  transform(real, imaginary, true);
  return real.subarray(0, heard.length);
}
