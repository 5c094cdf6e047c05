// Sums and extremes over the middle axis of [outer, count, inner], softmax and argmax over the last one.
#pragma once
#include "functions.h"
#include "steps.h"

// Terms added up in one register before they join the total, so that rounding stays small.
#define TERMS_AT_ONCE 256

INLINE v4 combine(int function, v4 a, v4 b) {
  if (function == REDUCE_max) return wasm_f32x4_max(a, b);
  if (function == REDUCE_min) return wasm_f32x4_min(a, b);
  return add(a, b);
}

INLINE v4 neutral(int function) {
  if (function == REDUCE_max) return splat(-__builtin_inff());
  if (function == REDUCE_min) return splat(__builtin_inff());
  return splat(0);
}

// `vectors` · 4 columns, or as many lanes as `lanes` says of a single vector.
INLINE void columns(int function, const int vectors, const float *from, float *to, int count,
                    int inner, int lanes, float scale) {
  v4 total[4], part[4];
  UNROLL for (int j = 0; j < vectors; j++) total[j] = neutral(function);
  for (int first = 0; first < count; first += TERMS_AT_ONCE) {
    const int last = minimum(count, first + TERMS_AT_ONCE);
    UNROLL for (int j = 0; j < vectors; j++) part[j] = neutral(function);
    for (int row = first; row < last; row++) {
      const float *line = from + row * inner;
      UNROLL for (int j = 0; j < vectors; j++) {
        const v4 x = vectors == 1 ? loadFirst(line, lanes) : load(line + 4 * j);
        part[j] = combine(function, part[j], x);
      }
    }
    UNROLL for (int j = 0; j < vectors; j++) total[j] = combine(function, total[j], part[j]);
  }
  UNROLL for (int j = 0; j < vectors; j++) {
    storeFirst(to + 4 * j, mul(total[j], splat(scale)), vectors == 1 ? lanes : 4);
  }
}

INLINE void columnsOf(int function, const float *from, float *to, Range range, int count, int inner,
                      float scale) {
  int at = range.from;
  for (; at + 16 <= range.to; at += 16) {
    columns(function, 4, from + at, to + at, count, inner, 4, scale);
  }
  for (; at < range.to; at += 4) {
    const int lanes = minimum(4, range.to - at);
    columns(function, 1, from + at, to + at, count, inner, lanes, scale);
  }
}

INLINE float rowOf(int function, const float *from, int count) {
  v4 total = neutral(function);
  int at = 0;
  while (at + 4 <= count) {
    v4 a = neutral(function), b = neutral(function);
    const int end = minimum(count, at + 8 * TERMS_AT_ONCE);
    for (; at + 8 <= end; at += 8) {
      a = combine(function, a, load(from + at));
      b = combine(function, b, load(from + at + 4));
    }
    for (; at + 4 <= end; at += 4) a = combine(function, a, load(from + at));
    total = combine(function, total, combine(function, a, b));
  }
  v4 rest = neutral(function);
  for (; at < count; at++) rest = combine(function, rest, loadSplat(from + at));
  const v4 high = wasm_i32x4_shuffle(total, total, 2, 3, 2, 3);
  total = combine(function, total, high);
  total = combine(function, total, wasm_i32x4_shuffle(total, total, 1, 1, 1, 1));
  return wasm_f32x4_extract_lane(combine(function, total, rest), 0);
}

INLINE void reduceBy(int function, const ReduceStep *step, Portion portion) {
  const int byOuter = step->outer >= step->inner / 16;
  const Range outer = byOuter ? share(step->outer, 1, portion) : (Range){0, step->outer};
  const Range inner = byOuter ? (Range){0, step->inner} : share(step->inner, 16, portion);
  for (int at = outer.from; at < outer.to; at++) {
    const float *from = step->from + at * step->count * step->inner;
    float *to = step->to + at * step->inner;
    if (step->inner > 1) {
      columnsOf(function, from, to, inner, step->count, step->inner, step->scale);
    } else if (inner.from < inner.to) {
      *to = step->scale * rowOf(function, from, step->count);
    }
  }
}

KERNEL void reduceSum(const ReduceStep *step, Portion portion) { reduceBy(REDUCE_sum, step, portion); }
KERNEL void reduceMax(const ReduceStep *step, Portion portion) { reduceBy(REDUCE_max, step, portion); }
KERNEL void reduceMin(const ReduceStep *step, Portion portion) { reduceBy(REDUCE_min, step, portion); }

INLINE void reduce(const ReduceStep *step, Portion portion) {
  if (step->function == REDUCE_sum) reduceSum(step, portion);
  else if (step->function == REDUCE_max) reduceMax(step, portion);
  else reduceMin(step, portion);
}

// Over [rows, width], or its logarithm.
KERNEL void softmax(const SoftmaxStep *step, Portion portion) {
  const int width = step->width;
  const Range range = share(step->rows, 1, portion);
  for (int row = range.from; row < range.to; row++) {
    const float *from = step->from + row * width;
    float *to = step->to + row * width;
    const v4 largest = splat(rowOf(REDUCE_max, from, width));
    for (int at = 0; at < width; at += 4) {
      const int lanes = minimum(4, width - at);
      storeFirst(to + at, exponential(sub(loadFirst(from + at, lanes), largest)), lanes);
    }
    const v4 sum = splat(rowOf(REDUCE_sum, to, width));
    const v4 shift = add(largest, logarithm(sum)), factor = divide(splat(1), sum);
    for (int at = 0; at < width; at += 4) {
      const int lanes = minimum(4, width - at);
      const v4 share = mul(loadFirst(to + at, lanes), factor);
      const v4 logShare = sub(loadFirst(from + at, lanes), shift);
      storeFirst(to + at, step->isLog ? logShare : share, lanes);
    }
  }
}

KERNEL void argMax(const ArgMaxStep *step, Portion portion) {
  const Range range = share(step->rows, 1, portion);
  for (int row = range.from; row < range.to; row++) {
    const float *from = step->from + row * step->width;
    int best = 0;
    for (int at = 1; at < step->width; at++) {
      if (from[at] > from[best]) best = at;
    }
    step->to[row] = best;
  }
}
