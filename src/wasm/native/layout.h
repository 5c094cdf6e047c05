// Moving numbers without changing them, whatever their type.
#pragma once
#include "steps.h"
#include "walk.h"

INLINE void copyRow(float *to, int toStride, const float *from, int fromStride, int count) {
  if (toStride == 1 && fromStride == 1) {
    copyFloats(to, from, count);
  } else if (toStride == 1 && fromStride == 0) {
    fillFloats(to, loadSplat(from), count);
  } else {
    for (int at = 0; at < count; at++) to[at * toStride] = from[at * fromStride];
  }
}

// Both sides by strides: broadcasts, slices, joins, turns.
KERNEL void copy(const CopyStep *step, Portion portion) {
  const int rows = rowsOf(step->shape), inner = step->shape[AXES - 1];
  const int byRows = rows >= portion.count;
  const Range range = byRows ? share(rows, 1, portion) : (Range){0, rows};
  const Range cut = byRows ? (Range){0, inner} : share(inner, 16, portion);
  if (range.from >= range.to || cut.from >= cut.to) return;
  Walk walk = {.strides = {step->fromStrides, step->toStrides}, .shape = step->shape, .operands = 2};
  startWalk(&walk, range.from);
  const int fromStride = step->fromStrides[AXES - 1], toStride = step->toStrides[AXES - 1];
  for (int row = range.from; row < range.to; row++) {
    const float *from = step->from + walk.offsets[0] + cut.from * fromStride;
    float *to = step->to + walk.offsets[1] + cut.from * toStride;
    copyRow(to, toStride, from, fromStride, cut.to - cut.from);
    nextRow(&walk);
  }
}

KERNEL void fill(const FillStep *step, Portion portion) {
  const Range range = share(step->count, 16, portion);
  fillFloats(step->to + range.from, wasm_i32x4_splat(step->bits), range.to - range.from);
}

// Images with zeros around them: [images, height, width] → [images, outHeight, outWidth], a width counted
// in floats.
KERNEL void padImages(const PadImagesStep *step, Portion portion) {
  const int height = step->outHeight, width = step->outWidth;
  const Range range = share(step->images * height, 1, portion);
  int image = range.from / height, y = range.from % height;
  for (int line = range.from; line < range.to; line++) {
    float *to = step->to + line * width;
    const int row = y - step->top;
    if (row < 0 || row >= step->height) {
      fillFloats(to, splat(0), width);
    } else {
      const int kept = minimum(step->width, width - step->left);
      fillFloats(to, splat(0), step->left);
      copyFloats(to + step->left, step->from + (image * step->height + row) * step->width, kept);
      fillFloats(to + step->left + kept, splat(0), width - step->left - kept);
    }
    if (++y == height) y = 0, image++;
  }
}

// Rows by index; one that is out of range gives zeros.
KERNEL void gather(const GatherStep *step, Portion portion) {
  const Range range = share(step->count, 1, portion);
  for (int at = range.from; at < range.to; at++) {
    const int index = step->indices[at];
    float *to = step->to + at * step->width;
    if (index >= 0 && index < step->rows) {
      copyFloats(to, step->from + index * step->width, step->width);
    } else {
      fillFloats(to, splat(0), step->width);
    }
  }
}

KERNEL void oneHot(const OneHotStep *step, Portion portion) {
  const Range range = share(step->count, 1, portion);
  for (int at = range.from; at < range.to; at++) {
    const int index = step->indices[at];
    float *to = step->to + at * step->depth;
    fillFloats(to, splat(0), step->depth);
    if (index >= 0 && index < step->depth) to[index] = 1;
  }
}
