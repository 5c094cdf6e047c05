// Elementary functions of four floats at once, after Stephen Moshier's Cephes (expf.c, logf.c, tanhf.c,
// sinf.c; relative error below 2e-7 in float32). NaN stays NaN.
#pragma once
#include "base.h"

// A constant kept from the compiler: V8 spreads a scalar faster than it builds a vector constant.
INLINE v4 number(float x) {
  __asm__("" : "+r"(x));
  return splat(x);
}

// Whole numbers far inside the range of int32.
INLINE v4 toInt(v4 x) {
#ifdef RELAXED
  return wasm_i32x4_relaxed_trunc_f32x4(x);
#else
  return wasm_i32x4_trunc_sat_f32x4(x);
#endif
}

INLINE v4 powerOfTwo(v4 exponent) { // of int32 in -126 … 127
  return wasm_i32x4_shl(wasm_i32x4_add(exponent, wasm_i32x4_const_splat(127)), 23);
}

INLINE v4 exponential(v4 x) {
  x = wasm_f32x4_pmin(wasm_f32x4_pmax(x, number(-104)), number(89)); // NaN stays
  const v4 n = wasm_f32x4_nearest(mul(x, number(1.44269504088896341f)));
  v4 r = sub(x, mul(n, number(0.693359375f)));
  r = sub(r, mul(n, number(-2.12194440e-4f)));
  v4 y = number(1.9875691500e-4f);
  y = madd(y, r, number(1.3981999507e-3f));
  y = madd(y, r, number(8.3334519073e-3f));
  y = madd(y, r, number(4.1665795894e-2f));
  y = madd(y, r, number(1.6666665459e-1f));
  y = madd(y, r, number(5.0000001201e-1f));
  y = add(madd(y, mul(r, r), r), number(1));
  const v4 exponent = toInt(n);
  const v4 half = wasm_i32x4_shr(exponent, 1); // in two factors: the ends of the range stay right
  return mul(mul(y, powerOfTwo(half)), powerOfTwo(wasm_i32x4_sub(exponent, half)));
}

INLINE v4 logarithmPolynomial(v4 x) { // log(1 + x) − x + x²/2, √½ − 1 ≤ x ≤ √2 − 1
  v4 y = number(7.0376836292e-2f);
  y = madd(y, x, number(-1.1514610310e-1f));
  y = madd(y, x, number(1.1676998740e-1f));
  y = madd(y, x, number(-1.2420140846e-1f));
  y = madd(y, x, number(1.4249322787e-1f));
  y = madd(y, x, number(-1.6668057665e-1f));
  y = madd(y, x, number(2.0000714765e-1f));
  y = madd(y, x, number(-2.4999993993e-1f));
  y = madd(y, x, number(3.3333331174e-1f));
  return mul(mul(y, x), mul(x, x));
}

INLINE v4 logarithm(v4 x) {
  const v4 isTiny = wasm_f32x4_lt(x, number(1.17549435e-38f)); // subnormal
  const v4 scaled = choose(isTiny, mul(x, number(8388608)), x);
  v4 exponent = wasm_i32x4_sub(wasm_u32x4_shr(scaled, 23), wasm_i32x4_const_splat(126));
  exponent = wasm_i32x4_sub(exponent, wasm_v128_and(isTiny, wasm_i32x4_const_splat(23)));
  v4 m = wasm_v128_or(wasm_v128_and(scaled, wasm_i32x4_const_splat(0x007fffff)), number(0.5f));
  const v4 isLow = wasm_f32x4_lt(m, number(0.707106781186547524f));
  v4 e = wasm_f32x4_convert_i32x4(wasm_i32x4_add(exponent, isLow)); // a mask is −1
  m = sub(add(m, wasm_v128_and(isLow, m)), number(1));
  v4 y = madd(e, number(-2.12194440e-4f), logarithmPolynomial(m));
  y = sub(y, mul(number(0.5f), mul(m, m)));
  y = add(add(m, y), mul(e, number(0.693359375f)));
  y = choose(wasm_f32x4_eq(x, splat(0)), splat(-__builtin_inff()), y);
  y = choose(wasm_f32x4_eq(x, splat(__builtin_inff())), x, y);
  return choose(wasm_f32x4_ge(x, splat(0)), y, splat(__builtin_nanf("")));
}

INLINE v4 hyperbolicTangent(v4 x) {
  const v4 size = wasm_f32x4_abs(x), z = mul(x, x);
  v4 near = number(-5.70498872745e-3f);
  near = madd(near, z, number(2.06390887954e-2f));
  near = madd(near, z, number(-5.37397155531e-2f));
  near = madd(near, z, number(1.33314422036e-1f));
  near = madd(near, z, number(-3.33332819422e-1f));
  near = madd(mul(near, z), x, x);
  const v4 e = exponential(add(size, size));
  const v4 far = sub(number(1), divide(number(2), add(e, number(1))));
  const v4 sign = wasm_v128_and(x, wasm_i32x4_const_splat(0x80000000));
  return choose(wasm_f32x4_lt(size, number(0.625f)), near, wasm_v128_or(far, sign));
}

INLINE v4 sigmoid(v4 x) {
  return divide(number(1), add(number(1), exponential(wasm_f32x4_neg(x))));
}

// log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|); the second term without loss where e^−|x| is small
// (Kahan: log(u) · e / (u − 1) with u = 1 + e rounded).
INLINE v4 softplus(v4 x) {
  const v4 e = exponential(wasm_f32x4_neg(wasm_f32x4_abs(x)));
  const v4 u = add(e, number(1)), rounded = sub(u, number(1));
  const v4 isLost = wasm_f32x4_eq(rounded, splat(0));
  const v4 tail = choose(isLost, e, divide(mul(logarithm(u), e), rounded));
  return add(wasm_f32x4_max(x, splat(0)), tail);
}

// |x| below 8192. `turn` 0 gives the sine, 2 the cosine: eighths of a circle ahead.
INLINE v4 sineAhead(v4 x, int turn) {
  const v4 size = wasm_f32x4_abs(x);
  v4 j = toInt(mul(size, number(1.27323954473516f)));
  j = wasm_v128_and(wasm_i32x4_add(j, wasm_i32x4_const_splat(1)), wasm_i32x4_const_splat(~1));
  const v4 y = wasm_f32x4_convert_i32x4(j);
  v4 r = sub(size, mul(y, number(0.78515625f)));
  r = sub(r, mul(y, number(2.4187564849853515625e-4f)));
  r = sub(r, mul(y, number(3.77489497744594108e-8f)));
  const v4 z = mul(r, r);
  v4 cosine = madd(number(2.443315711809948e-5f), z, number(-1.388731625493765e-3f));
  cosine = mul(mul(madd(cosine, z, number(4.166664568298827e-2f)), z), z);
  cosine = add(sub(cosine, mul(number(0.5f), z)), number(1));
  v4 sine = madd(number(-1.9515295891e-4f), z, number(8.3321608736e-3f));
  sine = madd(mul(madd(sine, z, number(-1.6666654611e-1f)), z), r, r);
  const v4 octant = wasm_i32x4_add(j, wasm_i32x4_splat(turn));
  const v4 isCosine = wasm_i32x4_ne(wasm_v128_and(octant, wasm_i32x4_const_splat(2)), splat(0));
  v4 sign = wasm_i32x4_shl(wasm_v128_and(octant, wasm_i32x4_const_splat(4)), 29);
  if (turn == 0) sign = wasm_v128_xor(sign, wasm_v128_and(x, wasm_i32x4_const_splat(0x80000000)));
  return wasm_v128_xor(choose(isCosine, cosine, sine), sign);
}

// aᵇ; a negative base only with a whole exponent.
INLINE v4 power(v4 a, v4 b) {
  const v4 size = exponential(mul(b, logarithm(wasm_f32x4_abs(a))));
  const v4 isWhole = wasm_f32x4_eq(wasm_f32x4_trunc(b), b);
  const v4 half = mul(b, number(0.5f));
  const v4 isOdd = wasm_f32x4_ne(wasm_f32x4_trunc(half), half);
  const v4 signed_ = choose(isOdd, wasm_f32x4_neg(size), size);
  const v4 ofNegative = choose(isWhole, signed_, splat(__builtin_nanf("")));
  const v4 y = choose(wasm_f32x4_lt(a, splat(0)), ofNegative, size);
  return choose(wasm_f32x4_eq(b, splat(0)), number(1), y);
}
