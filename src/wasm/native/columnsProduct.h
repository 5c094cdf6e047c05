// Products that sum over rows: aᵀ · b, and the gradient of a convolution by its filter, which sums over
// pixels. Line m of the result belongs to float m of `segments` stretches of the padded input (one a filter
// row); four lines by a panel of eight columns stay in registers over a block of pixels.
#pragma once
#include "panels.h"

// Rows of pixels in one block, and pixels that a block should have: both operands of a block stay in the
// first-level cache.
#define MOST_STRETCHES 256
#define BLOCK_PIXELS 256

// Rows of pixels by where their input starts.
typedef struct {
  int starts[MOST_STRETCHES];
  int count;
  int isFirst;
} Block;

INLINE void accumulate(const int lines, const int vectors, const ColumnsProductStep *step,
                       const Block *block, const float *input, const float *b, int line, int column) {
  const int given = minimum(4 * vectors, step->width - column);
  const int lanes = vectors == 1 ? given : given - 4; // of the last vector
  float *output = step->output + line * step->width + column;
  v4 sums[4][2];
  UNROLL for (int r = 0; r < lines; r++) {
    UNROLL for (int j = 0; j < vectors; j++) {
      const float *old = output + r * step->width + 4 * j;
      sums[r][j] = block->isFirst ? splat(0) : loadFirst(old, j == vectors - 1 ? lanes : 4);
    }
  }
  const int lineStride = step->lineStride ? step->lineStride : 4 * vectors;
  for (int stretch = 0; stretch < block->count; stretch++) {
    const float *a = input + block->starts[stretch];
    for (int pixel = 0; pixel < step->columns; pixel++) {
      v4 factors[2];
      UNROLL for (int j = 0; j < vectors; j++) factors[j] = load(b + 4 * j);
      UNROLL for (int r = 0; r < lines; r++) {
        const v4 x = loadSplat(a + r);
        UNROLL for (int j = 0; j < vectors; j++) sums[r][j] = madd(x, factors[j], sums[r][j]);
      }
      a += step->columnStride;
      b += lineStride;
    }
  }
  UNROLL for (int r = 0; r < lines; r++) {
    float *out = output + r * step->width;
    if (vectors == 2) store(out, sums[r][0]);
    storeFirst(out + 4 * (vectors - 1), sums[r][vectors - 1], lanes);
  }
}

#define ACCUMULATE(lines, vectors)                                                                 \
  KERNEL void accumulate##lines##x##vectors(const ColumnsProductStep *step, const Block *block,    \
                                            const float *input, const float *b, int line,          \
                                            int column) {                                          \
    accumulate(lines, vectors, step, block, input, b, line, column);                               \
  }
ACCUMULATE(1, 2)
ACCUMULATE(2, 2)
ACCUMULATE(3, 2)
ACCUMULATE(4, 2)
ACCUMULATE(1, 1)
ACCUMULATE(2, 1)
ACCUMULATE(3, 1)
ACCUMULATE(4, 1)

#define CHOOSE(vectors)                                                                       \
  if (lines == 4) accumulate4x##vectors(step, block, input, b, line, column);                 \
  else if (lines == 3) accumulate3x##vectors(step, block, input, b, line, column);            \
  else if (lines == 2) accumulate2x##vectors(step, block, input, b, line, column);            \
  else accumulate1x##vectors(step, block, input, b, line, column);

INLINE void accumulateTile(const ColumnsProductStep *step, const Block *block, const float *input,
                           const float *b, int lines, int line, int column) {
  if (panelWidth(step->width, column) == PANEL) {
    CHOOSE(2)
  } else {
    CHOOSE(1)
  }
}

// The tiles of four lines that a segment is cut into.
INLINE int tilesOf(const ColumnsProductStep *step) { return (step->segmentLength + 3) / 4; }

INLINE void accumulateBlock(const ColumnsProductStep *step, const Block *block, int firstPixel,
                            Range tiles, Range columns) {
  const int each = tilesOf(step);
  for (int column = columns.from; column < columns.to; column += PANEL) {
    const int lineStride = step->lineStride ? step->lineStride : panelWidth(step->width, column);
    const float *b = step->panels + column * step->panelStride + firstPixel * lineStride;
    for (int tile = tiles.from; tile < tiles.to; tile++) {
      const int segment = tile / each, within = tile % each * 4;
      const int lines = minimum(4, step->segmentLength - within);
      const float *input = step->input + segment * step->segmentStride + within;
      accumulateTile(step, block, input, b, lines, segment * step->segmentLength + within, column);
    }
  }
}

KERNEL void columnsProduct(const ColumnsProductStep *step, Team team) {
  const int all = step->segments * tilesOf(step);
  const int byTiles = all >= 8 * team.threads || all * 4 > step->width;
  const Range tiles = byTiles ? share(all, 1, team) : (Range){0, all};
  const Range columns = byTiles ? (Range){0, step->width} : share(step->width, PANEL, team);
  const int stretches = step->images * step->rows;
  const int most = maximum(1, minimum(MOST_STRETCHES, BLOCK_PIXELS / maximum(1, step->columns)));
  int image = 0, row = 0;
  for (int first = 0; first < stretches; first += most) {
    Block block = {.count = minimum(most, stretches - first), .isFirst = first == 0};
    for (int at = 0; at < block.count; at++) {
      block.starts[at] = image * step->imageStride + row * step->rowStride;
      if (++row == step->rows) row = 0, image++;
    }
    accumulateBlock(step, &block, first * step->columns, tiles, columns);
  }
}
