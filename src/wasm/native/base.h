// What every kernel uses: vectors of four floats, and shares of the work.
#pragma once
#include <wasm_simd128.h>

typedef v128_t v4;

#define INLINE static inline __attribute__((always_inline))
// A function of its own, so that the engine's optimiser takes it one by one.
#define KERNEL static __attribute__((noinline))
#define UNROLL _Pragma("clang loop unroll(full)")

#ifdef RELAXED
#define madd(a, b, c) wasm_f32x4_relaxed_madd(a, b, c)
#else
#define madd(a, b, c) wasm_f32x4_add(wasm_f32x4_mul(a, b), c)
#endif
#define splat(x) wasm_f32x4_splat(x)
#define add(a, b) wasm_f32x4_add(a, b)
#define sub(a, b) wasm_f32x4_sub(a, b)
#define mul(a, b) wasm_f32x4_mul(a, b)
#define divide(a, b) wasm_f32x4_div(a, b)
#define choose(mask, a, b) wasm_v128_bitselect(a, b, mask)

INLINE v4 load(const float *p) { return wasm_v128_load(p); }
INLINE v4 loadSplat(const float *p) { return wasm_v128_load32_splat(p); }
INLINE void store(float *p, v4 x) { wasm_v128_store(p, x); }

INLINE int minimum(int a, int b) { return a < b ? a : b; }
INLINE int maximum(int a, int b) { return a > b ? a : b; }

// The first `count` (1 … 4) lanes.
INLINE v4 loadFirst(const float *p, int count) {
  if (count == 4) return load(p);
  v4 x = wasm_v128_load32_zero(p);
  if (count > 1) x = wasm_f32x4_replace_lane(x, 1, p[1]);
  if (count > 2) x = wasm_f32x4_replace_lane(x, 2, p[2]);
  return x;
}

INLINE void storeFirst(float *p, v4 x, int count) {
  if (count == 4) {
    store(p, x);
    return;
  }
  wasm_v128_store32_lane(p, x, 0);
  if (count > 1) wasm_v128_store32_lane(p + 1, x, 1);
  if (count > 2) wasm_v128_store32_lane(p + 2, x, 2);
}

INLINE float sumOfLanes(v4 x) {
  return (wasm_f32x4_extract_lane(x, 0) + wasm_f32x4_extract_lane(x, 2)) +
         (wasm_f32x4_extract_lane(x, 1) + wasm_f32x4_extract_lane(x, 3));
}

// x > 0 ? x : slope · x; NaN stays.
INLINE v4 leaky(v4 x, v4 slope) {
  return choose(wasm_f32x4_gt(x, splat(0)), x, mul(x, slope));
}

INLINE void copyFloats(float *to, const float *from, int count) {
  int at = 0;
  for (; at + 8 <= count; at += 8) {
    v4 x = load(from + at), y = load(from + at + 4);
    store(to + at, x);
    store(to + at + 4, y);
  }
  for (; at < count; at++) to[at] = from[at];
}

INLINE void fillFloats(float *to, v4 value, int count) {
  int at = 0;
  for (; at + 4 <= count; at += 4) store(to + at, value);
  if (at < count) storeFirst(to + at, value, count - at);
}

// One of the parts that a step is cut into, and which thread does it.
typedef struct {
  int index, count, thread;
} Portion;

typedef struct {
  int from, to;
} Range;

// The portion of 0 … total, cut at multiples of `grain`.
INLINE Range share(int total, int grain, Portion portion) {
  const long long units = (total + grain - 1) / grain;
  const int from = (int)(units * portion.index / portion.count) * grain;
  const int to = (int)(units * (portion.index + 1) / portion.count) * grain;
  return (Range){minimum(from, total), minimum(to, total)};
}
