// Narrow products, of one to three columns that lie one after another: dot products, four terms at a time,
// of some rows by all columns. A panel would leave most of its lanes idle.
#pragma once
#include "tiles.h"

// The sum of the lanes of each.
INLINE v4 sumsOfLanes(v4 a, v4 b, v4 c, v4 d) {
  const v4 ab = add(wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), wasm_i32x4_shuffle(a, b, 2, 6, 3, 7));
  const v4 cd = add(wasm_i32x4_shuffle(c, d, 0, 4, 1, 5), wasm_i32x4_shuffle(c, d, 2, 6, 3, 7));
  return add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5), wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7));
}

// `lanes` (1 … 4) more terms of every sum.
INLINE void addTerms(const int rows, const int columns, v4 sums[][3], const float *const *a,
                     const float *b, int lines, const int lanes) {
  v4 factors[3];
  UNROLL for (int j = 0; j < columns; j++) factors[j] = loadFirst(b + j * lines, lanes);
  UNROLL for (int r = 0; r < rows; r++) {
    const v4 x = loadFirst(a[r], lanes);
    UNROLL for (int j = 0; j < columns; j++) sums[r][j] = madd(x, factors[j], sums[r][j]);
  }
}

INLINE void dots(const int rows, const int columns, const RowsProductStep *step, const Tile *tile) {
  v4 sums[4][3];
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int j = 0; j < 3; j++) sums[r][j] = splat(0);
  }
  const int lines = step->segments * step->segmentLength;
  const float *b = step->panels;
  for (int segment = 0; segment < step->segments; segment++) {
    const float *a[4];
    UNROLL for (int r = 0; r < rows; r++) a[r] = tile->in[r] + segment * step->segmentStride;
    int left = step->segmentLength;
    for (; left >= 4; left -= 4) {
      addTerms(rows, columns, sums, a, b, lines, 4);
      UNROLL for (int r = 0; r < rows; r++) a[r] += 4;
      b += 4;
    }
    if (left > 0) addTerms(rows, columns, sums, a, b, lines, left);
    b += left;
  }
  const v4 bias = step->bias ? loadFirst(step->bias, columns) : splat(0);
  UNROLL for (int r = 0; r < rows; r++) {
    const v4 y = sumsOfLanes(sums[r][0], sums[r][1], sums[r][2], splat(0));
    storeFirst(tile->out[r], activated(add(y, bias), step), columns);
  }
}

// As many rows as leave registers for one number of each and one of each column.
#define DOTS(rows, columns)                                                                 \
  KERNEL void dots##rows##x##columns(const RowsProductStep *step, Range pixels) {           \
    Pixel pixel = pixelAt(step, pixels.from);                                               \
    for (int at = pixels.from; at < pixels.to; at += rows) {                                \
      Tile tile;                                                                            \
      fillTile(step, &tile, &pixel, minimum(rows, pixels.to - at), rows);                   \
      dots(rows, columns, step, &tile);                                                     \
    }                                                                                       \
  }
DOTS(4, 1)
DOTS(4, 2)
DOTS(3, 3)

INLINE void dotsProduct(const RowsProductStep *step, Portion portion) {
  const Range pixels = share(step->images * step->rows * step->columns, 12, portion);
  if (step->width == 1) dots4x1(step, pixels);
  else if (step->width == 2) dots4x2(step, pixels);
  else dots3x3(step, pixels);
}
