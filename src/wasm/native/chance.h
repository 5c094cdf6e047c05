// Random numbers: Philox 4×32-10, the twin of lib/philox.ts, four blocks of four words at a time.
#pragma once
#include "functions.h"
#include "steps.h"

// Lane i of the four vectors is a word of block `block` + i.
typedef struct {
  v4 words[4];
} Draw;

// The products' high and low halves.
INLINE void multiplyWide(v4 a, unsigned factor, v4 *high, v4 *low) {
  const v4 b = wasm_i32x4_splat((int)factor);
  const v4 even = wasm_u64x2_extmul_low_u32x4(a, b), odd = wasm_u64x2_extmul_high_u32x4(a, b);
  *low = wasm_i32x4_shuffle(even, odd, 0, 2, 4, 6);
  *high = wasm_i32x4_shuffle(even, odd, 1, 3, 5, 7);
}

INLINE Draw draw(int block, const int *clock, int stream) {
  v4 c0 = wasm_i32x4_add(wasm_i32x4_splat(block), wasm_i32x4_const(0, 1, 2, 3));
  v4 c1 = wasm_i32x4_splat(clock[1]), c2 = splat(0), c3 = splat(0);
  unsigned k0 = (unsigned)clock[0], k1 = (unsigned)stream;
  for (int round = 0; round < 10; round++) {
    v4 high0, low0, high1, low1;
    multiplyWide(c0, 0xd2511f53u, &high0, &low0);
    multiplyWide(c2, 0xcd9e8d57u, &high1, &low1);
    c0 = wasm_v128_xor(wasm_v128_xor(high1, c1), wasm_i32x4_splat((int)k0));
    c2 = wasm_v128_xor(wasm_v128_xor(high0, c3), wasm_i32x4_splat((int)k1));
    c1 = low1;
    c3 = low0;
    k0 += 0x9e3779b9u;
    k1 += 0xbb67ae85u;
  }
  return (Draw){{c0, c1, c2, c3}};
}

// The top 24 bits as a share of 1.
INLINE v4 unit(v4 word) {
  return mul(wasm_f32x4_convert_i32x4(wasm_u32x4_shr(word, 8)), splat(0x1p-24f));
}

// From words by lane to blocks one after another.
INLINE void storeBlocks(float *to, const v4 x[4], int count) {
  float all[16];
  for (int word = 0; word < 4; word++) {
    float lanes[4];
    store(lanes, x[word]);
    for (int block = 0; block < 4; block++) all[4 * block + word] = lanes[block];
  }
  copyFloats(to, all, count);
}

// Box & Muller: words 0 and 1 make two normal numbers, and words 2 and 3.
INLINE void toNormal(v4 x[4]) {
  for (int pair = 0; pair < 4; pair += 2) {
    const v4 u = sub(splat(1), unit(x[pair]));
    const v4 radius = wasm_f32x4_sqrt(mul(splat(-2), logarithm(u)));
    const v4 angle = mul(splat(6.283185307179586f), unit(x[pair + 1]));
    x[pair] = mul(radius, sineAhead(angle, 2));
    x[pair + 1] = mul(radius, sineAhead(angle, 0));
  }
}

KERNEL void chance(const ChanceStep *step, Portion portion) {
  const Range range = share(step->count, 16, portion);
  for (int at = range.from; at < range.to; at += 16) {
    Draw drawn = draw(at / 4, step->clock, step->stream);
    if (step->kind == CHANCE_normal) {
      toNormal(drawn.words);
    } else {
      for (int word = 0; word < 4; word++) drawn.words[word] = unit(drawn.words[word]);
    }
    storeBlocks(step->to + at, drawn.words, minimum(16, range.to - at));
  }
}
