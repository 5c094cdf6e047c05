// Element by element over operands that broadcast. Along the last axis an operand goes along (stride 1)
// or stays (stride 0); the other axes are walked.
#pragma once
#include "functions.h"
#include "steps.h"
#include "walk.h"

typedef struct {
  float *out;
  const float *a, *b, *c;
  int count, aStride, bStride, cStride;
  float p, q;
} Row;

INLINE v4 operand(const float *from, int at, int stride, int count) {
  return stride ? loadFirst(from + at, count) : loadSplat(from);
}

#define OVER_ROW(aStride, bStride, expression)                              \
  {                                                                         \
    int at = 0;                                                             \
    for (; at + 4 <= row->count; at += 4) {                                 \
      const v4 a = operand(row->a, at, aStride, 4);                         \
      const v4 b = operand(row->b, at, bStride, 4);                         \
      store(row->out + at, expression);                                     \
    }                                                                       \
    if (at < row->count) {                                                  \
      const int rest = row->count - at;                                     \
      const v4 a = operand(row->a, at, aStride, rest);                      \
      const v4 b = operand(row->b, at, bStride, rest);                      \
      storeFirst(row->out + at, expression, rest);                          \
    }                                                                       \
  }

#define BINARY(name, expression)                                            \
  KERNEL void name##Row(const Row *row) {                                   \
    const v4 p = splat(row->p);                                             \
    (void)p;                                                                \
    if (row->aStride && row->bStride) OVER_ROW(1, 1, expression)            \
    else if (row->aStride) OVER_ROW(1, 0, expression)                       \
    else OVER_ROW(0, row->bStride, expression)                              \
  }

#define UNARY(name, expression)                                             \
  KERNEL void name##Row(const Row *row) {                                   \
    const v4 p = splat(row->p), q = splat(row->q);                          \
    (void)p, (void)q;                                                       \
    int at = 0;                                                             \
    for (; at + 4 <= row->count; at += 4) {                                 \
      const v4 a = operand(row->a, at, row->aStride, 4);                    \
      store(row->out + at, expression);                                     \
    }                                                                       \
    if (at < row->count) {                                                  \
      const int rest = row->count - at;                                     \
      const v4 a = operand(row->a, at, row->aStride, rest);                 \
      storeFirst(row->out + at, expression, rest);                          \
    }                                                                       \
  }

#define ONE splat(1)
#define ZERO splat(0)
#define WHERE(mask) wasm_v128_and(mask, ONE)
#define POSITIVE(x) wasm_f32x4_gt(x, ZERO)
#define TO_INT(x) wasm_i32x4_trunc_sat_f32x4(x)

UNARY(abs, wasm_f32x4_abs(a))
UNARY(ceil, wasm_f32x4_ceil(a))
UNARY(cos, sineAhead(a, 2))
UNARY(exp, exponential(a))
UNARY(floor, wasm_f32x4_floor(a))
UNARY(isNonPositive, WHERE(wasm_f32x4_le(a, ZERO)))
UNARY(log, logarithm(a))
UNARY(negative, wasm_f32x4_neg(a))
UNARY(reciprocal, divide(ONE, a))
UNARY(relu, wasm_f32x4_max(a, ZERO))
UNARY(rsqrt, divide(ONE, wasm_f32x4_sqrt(a)))
UNARY(sigmoid, sigmoid(a))
UNARY(sign, sub(WHERE(POSITIVE(a)), WHERE(wasm_f32x4_lt(a, ZERO))))
UNARY(sin, sineAhead(a, 0))
UNARY(softplus, softplus(a))
UNARY(sqrt, wasm_f32x4_sqrt(a))
UNARY(square, mul(a, a))
UNARY(tanh, hyperbolicTangent(a))
UNARY(toFloat, wasm_f32x4_convert_i32x4(a))
UNARY(toInt, TO_INT(a))
UNARY(leakyRelu, leaky(a, p))
UNARY(step, choose(wasm_f32x4_ne(a, a), a, choose(POSITIVE(a), ONE, p)))
UNARY(clip, wasm_f32x4_min(wasm_f32x4_max(a, p), q))
UNARY(increment, add(a, ONE))

BINARY(add, add(a, b))
BINARY(divide, divide(a, b))
BINARY(equal, WHERE(wasm_f32x4_eq(a, b)))
BINARY(greater, WHERE(wasm_f32x4_gt(a, b)))
BINARY(greaterEqual, WHERE(wasm_f32x4_ge(a, b)))
BINARY(less, WHERE(wasm_f32x4_lt(a, b)))
BINARY(lessEqual, WHERE(wasm_f32x4_le(a, b)))
BINARY(maximum, wasm_f32x4_max(a, b))
BINARY(minimum, wasm_f32x4_min(a, b))
BINARY(multiply, mul(a, b))
BINARY(power, power(a, b))
BINARY(sigmoidGradient, mul(mul(a, b), sub(ONE, b)))
BINARY(squaredDifference, mul(sub(a, b), sub(a, b)))
BINARY(subtract, sub(a, b))
BINARY(tanhGradient, mul(a, sub(ONE, mul(b, b))))
BINARY(leakyReluGradient, choose(POSITIVE(b), a, mul(a, p)))
BINARY(movingAverage, madd(p, sub(a, b), b)) // p · a + (1 − p) · b

BINARY(addInt, wasm_i32x4_add(a, b))
BINARY(equalInt, WHERE(wasm_i32x4_eq(a, b)))
BINARY(greaterInt, WHERE(wasm_i32x4_gt(a, b)))
BINARY(greaterEqualInt, WHERE(wasm_i32x4_ge(a, b)))
BINARY(lessInt, WHERE(wasm_i32x4_lt(a, b)))
BINARY(lessEqualInt, WHERE(wasm_i32x4_le(a, b)))
BINARY(maximumInt, wasm_i32x4_max(a, b))
BINARY(minimumInt, wasm_i32x4_min(a, b))
BINARY(multiplyInt, wasm_i32x4_mul(a, b))
BINARY(subtractInt, wasm_i32x4_sub(a, b))

KERNEL void selectRow(const Row *row) {
  for (int at = 0; at < row->count; at += 4) {
    const int count = minimum(4, row->count - at);
    const v4 condition = operand(row->a, at, row->aStride, count);
    const v4 b = operand(row->b, at, row->bStride, count);
    const v4 c = operand(row->c, at, row->cStride, count);
    storeFirst(row->out + at, choose(wasm_f32x4_ne(condition, ZERO), b, c), count);
  }
}

#define CASE(name)      \
  case FUNCTION_##name: \
    name##Row(row);     \
    return;

INLINE void applyToRow(int function, const Row *row) {
  switch (function) { FUNCTIONS(CASE) }
}

KERNEL void elementwise(const ElementwiseStep *step, Portion portion) {
  const int rows = rowsOf(step->shape), inner = step->shape[AXES - 1];
  const int byRows = rows >= portion.count;
  const Range range = byRows ? share(rows, 1, portion) : (Range){0, rows};
  const Range cut = byRows ? (Range){0, inner} : share(inner, 16, portion);
  if (range.from >= range.to || cut.from >= cut.to) return;
  Walk walk = {.strides = {step->aStrides, step->bStrides, step->cStrides},
               .shape = step->shape,
               .operands = 3};
  startWalk(&walk, range.from);
  Row row = {.count = cut.to - cut.from,
             .aStride = step->aStrides[AXES - 1],
             .bStride = step->bStrides[AXES - 1],
             .cStride = step->cStrides[AXES - 1],
             .p = step->p,
             .q = step->q};
  for (int at = range.from; at < range.to; at++) {
    row.out = step->output + at * inner + cut.from;
    row.a = step->a + walk.offsets[0] + cut.from * row.aStride;
    row.b = step->b + walk.offsets[1] + cut.from * row.bStride;
    row.c = step->c + walk.offsets[2] + cut.from * row.cStride;
    applyToRow(step->function, &row);
    nextRow(&walk);
  }
}
