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

KERNEL void adam(const AdamStep *step, Team team) {
  const int t = (int)*step->updates + 1;
  const v4 first = splat((float)(*step->learningRate / (1 - wholePower(step->beta1, t))));
  const v4 second = splat((float)(1 / (1 - wholePower(step->beta2, t))));
  const Range range = share(step->count, 16, team);
  for (int at = range.from; at < range.to; at += 4) {
    const int lanes = minimum(4, range.to - at);
    const v4 g = loadFirst(step->gradient + at, lanes);
    const v4 m = movedMoment(step->m + at, g, step->beta1, lanes);
    const v4 v = movedMoment(step->v + at, mul(g, g), step->beta2, lanes);
    const v4 size = add(wasm_f32x4_sqrt(mul(v, second)), splat(step->epsilon));
    const v4 parameter = loadFirst(step->parameter + at, lanes);
    storeFirst(step->parameter + at, sub(parameter, divide(mul(first, m), size)), lanes);
  }
}
