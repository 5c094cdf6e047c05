// Adam (Kingma & Ba, arXiv 1412.6980), in place, for one parameter.
#pragma once
#include "base.h"
#include "steps.h"

INLINE double wholePower(double base, int exponent) {
  double power = 1;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) power *= base;
    base *= base;
  }
  return power;
}

INLINE v4 movedMoment(float *moment, v4 value, float beta, int lanes) {
  const v4 old = loadFirst(moment, lanes);
  const v4 moved = madd(splat(1 - beta), sub(value, old), old);
  storeFirst(moment, moved, lanes);
  return moved;
}

// `rate` and `scale` hold the corrections of the two moments' bias.
INLINE void adamAt(const AdamStep *step, int at, v4 rate, v4 scale, int lanes) {
  const v4 g = loadFirst(step->gradient + at, lanes);
  const v4 m = movedMoment(step->m + at, g, step->beta1, lanes);
  const v4 v = movedMoment(step->v + at, mul(g, g), step->beta2, lanes);
  const v4 size = add(wasm_f32x4_sqrt(mul(v, scale)), splat(step->epsilon));
  const v4 parameter = loadFirst(step->parameter + at, lanes);
  storeFirst(step->parameter + at, sub(parameter, divide(mul(rate, m), size)), lanes);
}

KERNEL void adam(const AdamStep *step, Portion portion) {
  const int t = (int)*step->updates + 1;
  const v4 rate = splat((float)(*step->learningRate / (1 - wholePower(step->beta1, t))));
  const v4 scale = splat((float)(1 / (1 - wholePower(step->beta2, t))));
  const Range range = share(step->count, 16, portion);
  int at = range.from;
  for (; at + 4 <= range.to; at += 4) adamAt(step, at, rate, scale, 4);
  if (at < range.to) adamAt(step, at, rate, scale, range.to - at);
}
