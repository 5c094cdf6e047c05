/** IEEE 754 half precision ⇄ single, for weights that travel at half size. */

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** Rounds to nearest even; beyond ±65504 gives ±Infinity. */
export function toHalf(value: number): number {
  single[0] = value;
  const x = bits[0] as number;
  const sign = (x >>> 16) & 0x8000;
  const exponent = (x >>> 23) & 0xff;
  const mantissa = x & 0x7fffff;
  if (exponent === 0xff) return sign | (mantissa ? 0x7e00 : 0x7c00); // NaN, Infinity
  const unbiased = exponent - 112; // 127 − 15
  if (unbiased >= 31) return sign | 0x7c00;
  if (unbiased <= 0) {
    if (unbiased < -10) return sign;
    return sign | roundedShift(mantissa | 0x800000, 14 - unbiased);
  }
  return sign + roundedShift((unbiased << 23) | mantissa, 13); // a carry runs into the exponent
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

function roundedShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const middle = 1 << (shift - 1);
  return rest > middle || (rest === middle && kept & 1) ? kept + 1 : kept;
}
