// Batches of patches: unpacked, moved and recoloured by one row of the table each (graph/patchTable.ts).
#pragma once
#include "base.h"
#include "steps.h"

enum { PATCH, Y0, YY, YX, X0, XY, XX, GREY, CONTRAST, BRIGHTNESS, PATCH_COLUMNS };

INLINE int modulo(int value, int side) {
  const int rest = value % side;
  return rest < 0 ? rest + side : rest;
}

// Unpacks and moves one image, mixes in the grey; gives the mean of its values.
INLINE float movePatch(const int *packed, const float *row, float *to, int size) {
  double total = 0;
  for (int y = 0; y < size; y++) {
    float lineTotal = 0;
    for (int x = 0; x < size; x++) {
      const int fromY = modulo((int)row[Y0] + (int)row[YY] * y + (int)row[YX] * x, size);
      const int fromX = modulo((int)row[X0] + (int)row[XY] * y + (int)row[XX] * x, size);
      const int pixel = packed[fromY * size + fromX];
      const float r = (float)(pixel & 255) / 127.5f - 1;
      const float g = (float)(pixel >> 8 & 255) / 127.5f - 1;
      const float b = (float)(pixel >> 16 & 255) / 127.5f - 1;
      const float luma = 0.299f * r + 0.587f * g + 0.114f * b, grey = row[GREY];
      to[0] = r + grey * (luma - r);
      to[1] = g + grey * (luma - g);
      to[2] = b + grey * (luma - b);
      lineTotal += to[0] + to[1] + to[2];
      to += 3;
    }
    total += lineTotal;
  }
  return (float)(total / (3 * size * size));
}

INLINE void recolour(float *values, int count, float mean, const float *row) {
  const v4 centre = splat(mean), contrast = splat(row[CONTRAST]);
  const v4 base = splat(mean + row[BRIGHTNESS]);
  for (int at = 0; at < count; at += 4) {
    const int lanes = minimum(4, count - at);
    const v4 x = madd(sub(loadFirst(values + at, lanes), centre), contrast, base);
    storeFirst(values + at, wasm_f32x4_min(wasm_f32x4_max(x, splat(-1)), splat(1)), lanes);
  }
}

KERNEL void patchBatch(const PatchBatchStep *step, Portion portion) {
  const int size = step->size, length = size * size * 3;
  const Range range = share(step->images, 1, portion);
  for (int image = range.from; image < range.to; image++) {
    const float *row = step->table + image * PATCH_COLUMNS;
    const int patch = maximum(0, minimum((int)row[PATCH], step->patches - 1));
    float *to = step->to + image * length;
    const float mean = movePatch(step->packed + patch * size * size, row, to, size);
    recolour(to, length, mean, row);
  }
}
