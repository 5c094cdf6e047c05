// The second factor of a product, laid out as the kernels read it: panels of eight columns (the last one
// of four where that is enough), each line by line.
#pragma once
#include "base.h"
#include "steps.h"

#define PANEL 8

// Columns of the panel that starts at `column`.
INLINE int panelWidth(int width, int column) { return width - column > 4 ? PANEL : 4; }

// One line of the matrix, columns `stride` floats apart, into its place in every panel.
INLINE void packLine(const PackStep *step, const float *from, int line, int lines) {
  for (int column = 0; column < step->width; column += PANEL) {
    const int columns = panelWidth(step->width, column);
    const int given = minimum(columns, step->width - column);
    float *to = step->to + column * lines + line * columns;
    if (step->columnStride == 1) {
      storeFirst(to, loadFirst(from + column, minimum(4, given)), 4);
      if (columns > 4) storeFirst(to + 4, loadFirst(from + column + 4, given - 4), 4);
    } else {
      for (int at = 0; at < given; at++) to[at] = from[(column + at) * step->columnStride];
      for (int at = given; at < columns; at++) to[at] = 0;
    }
  }
}

// Line (a, b, c) of the matrix [outer · middle · inner, width] starts at the three strides' sum; they may
// be negative, which turns a filter.
KERNEL void pack(const PackStep *step, Portion portion) {
  const int lines = step->outer * step->middle * step->inner;
  const Range range = share(lines, 4, portion);
  int c = range.from % step->inner;
  int b = range.from / step->inner % step->middle;
  int a = range.from / step->inner / step->middle;
  for (int line = range.from; line < range.to; line++) {
    const int start = a * step->outerStride + b * step->middleStride + c * step->innerStride;
    packLine(step, step->from + start, line, lines);
    if (++c == step->inner) {
      c = 0;
      if (++b == step->middle) b = 0, a++;
    }
  }
}
