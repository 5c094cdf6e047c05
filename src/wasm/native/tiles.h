// Rows of a product: where each starts in the input and where its results go. A row belongs to an output
// pixel, and is made of `segments` stretches of the padded input.
#pragma once
#include "base.h"
#include "steps.h"

#define TILE_ROWS 4

typedef struct {
  const float *in[TILE_ROWS];
  float *out[TILE_ROWS];
} Tile;

INLINE v4 activated(v4 x, const RowsProductStep *step) {
  return step->slope == 1 ? x : leaky(x, splat(step->slope));
}

// The output pixel that a walk stands at.
typedef struct {
  int image, row, column;
} Pixel;

INLINE Pixel pixelAt(const RowsProductStep *step, int index) {
  const int line = index / step->columns;
  return (Pixel){line / step->rows, line % step->rows, index % step->columns};
}

// The next rows of a tile; places that are left over repeat the last row.
INLINE void fillTile(const RowsProductStep *step, Tile *tile, Pixel *pixel, int rows, int places) {
  for (int at = 0; at < places; at++) {
    if (at >= rows) {
      tile->in[at] = tile->in[rows - 1];
      tile->out[at] = tile->out[rows - 1];
      continue;
    }
    tile->in[at] = step->input + pixel->image * step->imageStride + pixel->row * step->rowStride +
                   pixel->column * step->columnStride;
    tile->out[at] = step->output + pixel->image * step->outImageStride +
                    pixel->row * step->outRowStride + pixel->column * step->outColumnStride;
    if (++pixel->column == step->columns) {
      pixel->column = 0;
      if (++pixel->row == step->rows) pixel->row = 0, pixel->image++;
    }
  }
}
