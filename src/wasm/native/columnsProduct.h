// Products that sum over rows: aᵀ · b, and the gradient of a convolution by its filter, which sums over
// pixels. Line m of the result belongs to float m of `segments` stretches of the padded input (one a filter
// row). For a block of pixels, sixteen lines at a time are laid out so that all of it stays in the
// first-level cache; four of them by a panel of eight columns stay in registers.
#pragma once
#include "panels.h"

#define BLOCK_PIXELS 256
#define STRIP_LINES 16
#define TILE_LINES 4

// Some lines of one block of pixels: [tiles][BLOCK_PIXELS][TILE_LINES].
typedef struct {
  float numbers[STRIP_LINES * BLOCK_PIXELS];
  int lines;
} Strip;

// A run of pixels: the first, and how many.
typedef struct {
  int first, count;
} Block;

// `given` (1 … 4) lines of a tile; the others are zeros.
INLINE void fillTileOf(float *to, const float *from, const ColumnsProductStep *step, Block block,
                       const int given) {
  int column = block.first % step->columns, line = block.first / step->columns;
  int row = line % step->rows, image = line / step->rows;
  for (int left = block.count; left > 0;) {
    const float *a = from + image * step->imageStride + row * step->rowStride + column * step->columnStride;
    const int run = minimum(left, step->columns - column);
    for (int pixel = 0; pixel < run; pixel++) {
      store(to, loadFirst(a, given));
      to += TILE_LINES;
      a += step->columnStride;
    }
    left -= run;
    column = 0;
    if (++row == step->rows) row = 0, image++;
  }
}

KERNEL void fillStrip(Strip *strip, const float *from, const ColumnsProductStep *step, Block block) {
  for (int line = 0; line < strip->lines; line += TILE_LINES) {
    float *to = strip->numbers + line * BLOCK_PIXELS;
    const int given = minimum(TILE_LINES, strip->lines - line);
    if (given == 4) fillTileOf(to, from + line, step, block, 4);
    else fillTileOf(to, from + line, step, block, given);
  }
}

// Where one tile of the result lies.
typedef struct {
  float *out;
  int width, lines, lanes, isFirst;
} Result;

INLINE void accumulate(const int vectors, const float *a, const float *b, int lineStride, int pixels,
                       const Result *result) {
  v4 sums[TILE_LINES][2];
  UNROLL for (int r = 0; r < TILE_LINES; r++) {
    UNROLL for (int j = 0; j < vectors; j++) sums[r][j] = splat(0);
  }
  for (int pixel = 0; pixel < pixels; pixel++) {
    v4 factors[2];
    UNROLL for (int j = 0; j < vectors; j++) factors[j] = load(b + 4 * j);
    UNROLL for (int r = 0; r < TILE_LINES; r++) {
      const v4 x = loadSplat(a + r);
      UNROLL for (int j = 0; j < vectors; j++) sums[r][j] = madd(x, factors[j], sums[r][j]);
    }
    a += TILE_LINES;
    b += lineStride;
  }
  UNROLL for (int r = 0; r < TILE_LINES; r++) {
    if (r >= result->lines) return;
    UNROLL for (int j = 0; j < vectors; j++) {
      float *out = result->out + r * result->width + 4 * j;
      const int lanes = j == vectors - 1 ? result->lanes : 4;
      const v4 old = result->isFirst ? splat(0) : loadFirst(out, lanes);
      storeFirst(out, add(old, sums[r][j]), lanes);
    }
  }
}

KERNEL void accumulateWide(const float *a, const float *b, int lineStride, int pixels,
                           const Result *result) {
  accumulate(2, a, b, lineStride, pixels, result);
}

KERNEL void accumulateNarrow(const float *a, const float *b, int lineStride, int pixels,
                             const Result *result) {
  accumulate(1, a, b, lineStride, pixels, result);
}

// `line`: of the result, the strip's first.
INLINE void accumulateStrip(const ColumnsProductStep *step, const Strip *strip, Block block, int line,
                            Range columns) {
  for (int column = columns.from; column < columns.to; column += PANEL) {
    const int panel = panelWidth(step->width, column);
    const int lineStride = step->lineStride ? step->lineStride : panel;
    const float *b = step->panels + column * step->panelStride + block.first * lineStride;
    const int given = minimum(panel, step->width - column);
    for (int at = 0; at < strip->lines; at += TILE_LINES) {
      const Result result = {.out = step->output + (line + at) * step->width + column,
                             .width = step->width,
                             .lines = strip->lines - at,
                             .lanes = panel == PANEL ? given - 4 : given,
                             .isFirst = block.first == 0};
      const float *a = strip->numbers + at * BLOCK_PIXELS;
      if (panel == PANEL) accumulateWide(a, b, lineStride, block.count, &result);
      else accumulateNarrow(a, b, lineStride, block.count, &result);
    }
  }
}

KERNEL void columnsProduct(const ColumnsProductStep *step, Portion portion) {
  const int each = (step->segmentLength + STRIP_LINES - 1) / STRIP_LINES, all = step->segments * each;
  const int byStrips = 4 * all >= portion.count;
  const Range strips = byStrips ? share(all, 1, portion) : (Range){0, all};
  const Range columns = byStrips ? (Range){0, step->width} : share(step->width, PANEL, portion);
  const int pixels = step->images * step->rows * step->columns;
  if (columns.from >= columns.to) return;
  Strip strip;
  for (int first = 0; first < pixels; first += BLOCK_PIXELS) {
    const Block block = {first, minimum(BLOCK_PIXELS, pixels - first)};
    for (int at = strips.from; at < strips.to; at++) {
      const int segment = at / each, within = at % each * STRIP_LINES;
      strip.lines = minimum(STRIP_LINES, step->segmentLength - within);
      fillStrip(&strip, step->input + segment * step->segmentStride + within, step, block);
      accumulateStrip(step, &strip, block, segment * step->segmentLength + within, columns);
    }
  }
}
