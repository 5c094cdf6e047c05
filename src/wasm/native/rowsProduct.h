// Products whose rows lie in memory as they are needed: matrices, and convolutions, whose row for an output
// pixel is made of `segments` stretches of the padded input (one a filter row: neighbouring taps and their
// channels lie side by side). Nothing is copied out; each step multiplies four rows by a panel of eight
// columns in registers.
#pragma once
#include "dots.h"
#include "panels.h"

// Floats of panels worked through before the rows are read again: half of a usual second-level cache.
#define PANEL_FLOATS 65536

// `rows` × (4 · vectors) sums; both are constants where this is used.
INLINE void multiply(const int rows, const int vectors, const RowsProductStep *step, const Tile *tile,
                     int column) {
  const int given = minimum(4 * vectors, step->width - column);
  const int lanes = vectors == 1 ? given : given - 4; // of the last vector
  v4 sums[TILE_ROWS][2];
  UNROLL for (int j = 0; j < vectors; j++) {
    const int isLast = j == vectors - 1;
    const v4 bias = step->bias ? loadFirst(step->bias + column + 4 * j, isLast ? lanes : 4) : splat(0);
    UNROLL for (int r = 0; r < rows; r++) sums[r][j] = bias;
  }
  const float *b = step->panels + column * step->panelStride;
  const int lineStride = step->lineStride ? step->lineStride : 4 * vectors;
  for (int segment = 0; segment < step->segments; segment++) {
    const float *a[TILE_ROWS];
    UNROLL for (int r = 0; r < rows; r++) a[r] = tile->in[r] + segment * step->segmentStride;
    for (int k = 0; k < step->segmentLength; k++) {
      v4 factors[2];
      UNROLL for (int j = 0; j < vectors; j++) factors[j] = load(b + 4 * j);
      UNROLL for (int r = 0; r < rows; r++) {
        const v4 x = loadSplat(a[r] + k);
        UNROLL for (int j = 0; j < vectors; j++) sums[r][j] = madd(x, factors[j], sums[r][j]);
      }
      b += lineStride;
    }
  }
  UNROLL for (int r = 0; r < rows; r++) {
    float *out = tile->out[r] + column;
    if (vectors == 2) store(out, activated(sums[r][0], step));
    storeFirst(out + 4 * (vectors - 1), activated(sums[r][vectors - 1], step), lanes);
  }
}

#define MULTIPLY(rows, vectors)                                                                       \
  KERNEL void multiply##rows##x##vectors(const RowsProductStep *step, const Tile *tile, int column) { \
    multiply(rows, vectors, step, tile, column);                                                      \
  }
MULTIPLY(1, 2)
MULTIPLY(2, 2)
MULTIPLY(4, 2)
MULTIPLY(4, 1)

INLINE void multiplyTile(const RowsProductStep *step, const Tile *tile, int rows, int column) {
  if (panelWidth(step->width, column) < PANEL) multiply4x1(step, tile, column);
  else if (rows > 2) multiply4x2(step, tile, column);
  else if (rows == 2) multiply2x2(step, tile, column);
  else multiply1x2(step, tile, column);
}

INLINE void multiplyRange(const RowsProductStep *step, Range pixels, Range columns) {
  Pixel pixel = pixelAt(step, pixels.from);
  for (int at = pixels.from; at < pixels.to; at += TILE_ROWS) {
    Tile tile;
    const int rows = minimum(TILE_ROWS, pixels.to - at);
    fillTile(step, &tile, &pixel, rows, TILE_ROWS);
    for (int column = columns.from; column < columns.to; column += PANEL) {
      multiplyTile(step, &tile, rows, column);
    }
  }
}

INLINE void panelsProduct(const RowsProductStep *step, Portion portion) {
  const int pixels = step->images * step->rows * step->columns;
  const int byPixels = pixels >= 16 * portion.count || pixels > step->width;
  const Range range = byPixels ? share(pixels, 4, portion) : (Range){0, pixels};
  const Range columns = byPixels ? (Range){0, step->width} : share(step->width, PANEL, portion);
  const int lines = step->segments * step->segmentLength;
  const int block = maximum(1, PANEL_FLOATS / maximum(1, lines * PANEL)) * PANEL;
  for (int column = columns.from; column < columns.to; column += block) {
    multiplyRange(step, range, (Range){column, minimum(columns.to, column + block)});
  }
}

KERNEL void rowsProduct(const RowsProductStep *step, Portion portion) {
  if (step->isByColumns) dotsProduct(step, portion);
  else panelsProduct(step, portion);
}
