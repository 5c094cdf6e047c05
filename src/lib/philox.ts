/**
 * Counter-based random numbers: Philox 4×32-10 (Salmon et al., "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011). Any number of a step can be computed on its own, in any order and on any device,
 * so that every backend draws the same ones. This is the twin of the kernels in `wasm` and `gpu`.
 */

/** Which numbers are drawn: key (seed, stream), counter (block, step, 0, 0). */
export interface Clock {
  /** Low 32 bits count. */
  readonly seed: number;
  readonly step: number;
}

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;
const rounds = 10;

/** Four uniform uint32 of one block, written to `out`. */
export function philox(
  out: Uint32Array,
  block: number,
  { seed, step }: Clock,
  stream: number,
): void {
  let [c0, c1, c2, c3] = [block >>> 0, step >>> 0, 0, 0];
  let [k0, k1] = [seed >>> 0, stream >>> 0];
  for (let round = 0; round < rounds; round++) {
    const low0 = Math.imul(multiplier0, c0) >>> 0;
    const high0 = mulHigh(multiplier0, c0);
    const low1 = Math.imul(multiplier1, c2) >>> 0;
    const high1 = mulHigh(multiplier1, c2);
    [c0, c1, c2, c3] = [(high1 ^ c1 ^ k0) >>> 0, low1, (high0 ^ c3 ^ k1) >>> 0, low0];
    k0 = (k0 + weyl0) >>> 0;
    k1 = (k1 + weyl1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** `length` uniform numbers in [0, 1), multiples of 2⁻²⁴: element i is word i mod 4 of block ⌊i / 4⌋. */
export function uniforms(length: number, clock: Clock, stream: number): Float32Array {
  const out = new Float32Array(length);
  const words = new Uint32Array(4);
  for (let at = 0; at < length; at++) {
    if (at % 4 === 0) philox(words, at / 4, clock, stream);
    out[at] = unit(words[at % 4] as number); // four words a block
  }
  return out;
}

/**
 * `length` standard normal numbers (Box & Muller): words 0 and 1 of a block give its numbers 0 and 1 as
 * r cos φ and r sin φ with r = √(−2 ln u), u = 1 − word 0 / 2³², φ = 2π · word 1 / 2³² (both cut to 24
 * bits); words 2 and 3 the other two.
 */
export function normals(length: number, clock: Clock, stream: number): Float32Array {
  const out = new Float32Array(length);
  const words = new Uint32Array(4);
  for (let at = 0; at < length; at += 2) {
    if (at % 4 === 0) philox(words, at / 4, clock, stream);
    const [radiusWord, angleWord] = at % 4 === 0 ? [0, 1] : [2, 3];
    const radius = Math.sqrt(-2 * Math.log(1 - unit(words[radiusWord] as number)));
    const angle = 2 * Math.PI * unit(words[angleWord] as number);
    out[at] = radius * Math.cos(angle);
    if (at + 1 < length) out[at + 1] = radius * Math.sin(angle);
  }
  return out;
}

/** The top 24 bits as a share of 1: exact in float32. */
function unit(word: number): number {
  return (word >>> 8) * 2 ** -24;
}

/** High 32 bits of a 64-bit product. */
function mulHigh(a: number, b: number): number {
  const [aHigh, aLow] = [a >>> 16, a & 0xffff];
  const [bHigh, bLow] = [b >>> 16, b & 0xffff];
  const middle = aHigh * bLow + Math.floor((aLow * bLow) / 0x10000); // < 2³³: exact
  const other = aLow * bHigh + (middle % 0x10000);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(other / 0x10000)) >>> 0;
}
