// Convolutions of 3 × 3 taps at stride 1 by tiles of 4 × 4 output pixels, with a quarter of the products
// (Winograd's F(4 × 4, 3 × 3); Lavin & Gray, arXiv 1509.09308): the 6 × 6 pixels under a tile and the filter
// are turned into 36 numbers a channel, which are multiplied place by place and summed over channels.
// Some tiles at once, so that what is turned stays in the second-level cache; eight columns after each
// other, so that their products stay in the first.
#pragma once
#include "panels.h"

#define TILE_SIDE 4
#define FIELD_SIDE 6
#define PLACES (FIELD_SIDE * FIELD_SIDE)
#define MOST_TILES 32

// Four channels of the pixels under a tile, or of what they become.
typedef struct {
  v4 at[FIELD_SIDE][FIELD_SIDE];
} Field;

// Where a tile lies: its image and its first output pixel.
typedef struct {
  int image, row, column;
} Spot;

INLINE Spot spotOf(const WinogradStep *step, int tile) {
  const int across = (step->columns + TILE_SIDE - 1) / TILE_SIDE;
  const int down = (step->rows + TILE_SIDE - 1) / TILE_SIDE;
  const int line = tile / across;
  return (Spot){line / down, line % down * TILE_SIDE, tile % across * TILE_SIDE};
}

// One line of three taps to six.
INLINE void turnTaps(v4 a, v4 b, v4 c, v4 to[FIELD_SIDE]) {
  const v4 sum = mul(add(a, c), splat(-1.0f / 6)), middle = mul(b, splat(1.0f / 6));
  const v4 ends = madd(c, splat(1.0f / 6), mul(a, splat(1.0f / 24))), half = mul(b, splat(1.0f / 12));
  to[0] = mul(a, splat(0.25f));
  to[1] = sub(sum, middle);
  to[2] = add(sum, middle);
  to[3] = add(ends, half);
  to[4] = sub(ends, half);
  to[5] = c;
}

// The filter [3, 3, channels, width] as the products read it: [panels of eight][36][depth][8], where depth
// is the channels' number rounded up to four; what is missing is 0.
KERNEL void winogradFilters(const WinogradFiltersStep *step, Portion portion) {
  const Range channels = share(step->depth, 1, portion);
  const int tapSize = step->channels * step->width;
  for (int channel = channels.from; channel < channels.to; channel++) {
    for (int column = 0; column < step->width; column += 4) {
      v4 taps[9], lines[3][FIELD_SIDE];
      for (int tap = 0; tap < 9; tap++) {
        const float *from = step->from + tap * tapSize + channel * step->width + column;
        taps[tap] = channel < step->channels ? loadFirst(from, minimum(4, step->width - column)) : splat(0);
      }
      for (int at = 0; at < 3; at++) turnTaps(taps[at], taps[3 + at], taps[6 + at], lines[at]);
      float *to = step->to + (column / PANEL * PLACES * step->depth + channel) * PANEL + column % PANEL;
      for (int row = 0; row < FIELD_SIDE; row++) {
        v4 turned[FIELD_SIDE];
        turnTaps(lines[0][row], lines[1][row], lines[2][row], turned);
        for (int at = 0; at < FIELD_SIDE; at++) {
          float *place = to + (row * FIELD_SIDE + at) * step->depth * PANEL;
          store(place, turned[at]);
          if (column % PANEL == 0 && column + 4 >= step->width) store(place + 4, splat(0));
        }
      }
    }
  }
}

INLINE void turnPixels(const v4 from[FIELD_SIDE], v4 to[FIELD_SIDE]) {
  const v4 a = madd(from[2], splat(-4), from[4]), b = madd(from[1], splat(-4), from[3]);
  const v4 c = sub(from[4], from[2]), half = sub(from[3], from[1]), d = add(half, half);
  to[0] = madd(from[0], splat(4), madd(from[2], splat(-5), from[4]));
  to[1] = add(a, b);
  to[2] = sub(a, b);
  to[3] = add(c, d);
  to[4] = sub(c, d);
  to[5] = madd(from[1], splat(4), madd(from[3], splat(-5), from[5]));
}

INLINE void turnField(const WinogradStep *step, const float *corner, Spot spot, const int isInside,
                      const int lanes, float *to, int stride) {
  v4 half[FIELD_SIDE][FIELD_SIDE];
  const int top = spot.row - step->top, left = spot.column - step->left;
  UNROLL for (int column = 0; column < FIELD_SIDE; column++) {
    v4 line[FIELD_SIDE], turned[FIELD_SIDE];
    UNROLL for (int row = 0; row < FIELD_SIDE; row++) {
      const int isThere = isInside || ((unsigned)(top + row) < (unsigned)step->height &&
                                       (unsigned)(left + column) < (unsigned)step->breadth);
      const float *at = corner + (row * step->breadth + column) * step->channels;
      line[row] = isThere ? loadFirst(at, lanes) : splat(0);
    }
    turnPixels(line, turned);
    UNROLL for (int row = 0; row < FIELD_SIDE; row++) half[row][column] = turned[row];
  }
  UNROLL for (int row = 0; row < FIELD_SIDE; row++) {
    v4 turned[FIELD_SIDE];
    turnPixels(half[row], turned);
    UNROLL for (int column = 0; column < FIELD_SIDE; column++) {
      store(to + (row * FIELD_SIDE + column) * stride, turned[column]);
    }
  }
}

// [36][tiles][depth]
KERNEL void turnTile(const WinogradStep *step, Spot spot, float *to, int stride) {
  const int top = spot.row - step->top, left = spot.column - step->left;
  const int isInside = top >= 0 && left >= 0 && top + FIELD_SIDE <= step->height &&
                       left + FIELD_SIDE <= step->breadth;
  const float *corner = step->input + ((spot.image * step->height + top) * step->breadth + left) * step->channels;
  const int whole = step->channels & ~3;
  for (int channel = 0; channel < whole; channel += 4) {
    if (isInside) turnField(step, corner + channel, spot, 1, 4, to + channel, stride);
    else turnField(step, corner + channel, spot, 0, 4, to + channel, stride);
  }
  if (whole < step->channels) {
    turnField(step, corner + whole, spot, 0, step->channels - whole, to + whole, stride);
  }
}

// Four tiles' numbers of one place by a panel: [4][depth] · [depth][8] → [4][8].
KERNEL void multiplyPlace(const float *a, const float *b, int depth, float *to) {
  v4 sums[4][2];
  UNROLL for (int r = 0; r < 4; r++) {
    sums[r][0] = splat(0);
    sums[r][1] = splat(0);
  }
  const float *rows[4] = {a, a + depth, a + 2 * depth, a + 3 * depth};
  for (int k = 0; k < depth; k++) {
    const v4 low = load(b), high = load(b + 4);
    UNROLL for (int r = 0; r < 4; r++) {
      const v4 x = loadSplat(rows[r] + k);
      sums[r][0] = madd(x, low, sums[r][0]);
      sums[r][1] = madd(x, high, sums[r][1]);
    }
    b += PANEL;
  }
  UNROLL for (int r = 0; r < 4; r++) {
    store(to + r * PANEL, sums[r][0]);
    store(to + r * PANEL + 4, sums[r][1]);
  }
}

// One line of six products to four sums.
INLINE void sumProducts(const v4 from[FIELD_SIDE], v4 to[TILE_SIDE]) {
  const v4 a = add(from[1], from[2]), b = sub(from[1], from[2]);
  const v4 c = add(from[3], from[4]), d = sub(from[3], from[4]);
  to[0] = add(from[0], add(a, c));
  to[1] = madd(d, splat(2), b);
  to[2] = madd(c, splat(4), a);
  to[3] = add(madd(d, splat(8), b), from[5]);
}

// Four columns of a tile's results; `from` has a stride of `stride` floats a place.
INLINE void finishTile(const WinogradStep *step, Spot spot, const float *from, int stride, int column) {
  v4 half[TILE_SIDE][FIELD_SIDE], pixels[TILE_SIDE][TILE_SIDE];
  const int lanes = minimum(4, step->width - column);
  const v4 bias = step->bias ? loadFirst(step->bias + column, lanes) : splat(0);
  UNROLL for (int at = 0; at < FIELD_SIDE; at++) {
    v4 line[FIELD_SIDE], sums[TILE_SIDE];
    UNROLL for (int row = 0; row < FIELD_SIDE; row++) line[row] = load(from + (row * FIELD_SIDE + at) * stride);
    sumProducts(line, sums);
    UNROLL for (int row = 0; row < TILE_SIDE; row++) half[row][at] = sums[row];
  }
  UNROLL for (int row = 0; row < TILE_SIDE; row++) {
    sumProducts(half[row], pixels[row]);
    UNROLL for (int at = 0; at < TILE_SIDE; at++) {
      pixels[row][at] = leaky(add(pixels[row][at], bias), splat(step->slope));
    }
  }
  const int shrink = step->isPooled ? 2 : 1;
  const int height = step->rows / shrink, breadth = step->columns / shrink;
  const int top = spot.row / shrink, left = spot.column / shrink;
  float *out = step->output + ((spot.image * height + top) * breadth + left) * step->width + column;
  for (int row = 0; row < minimum(TILE_SIDE / shrink, height - top); row++) {
    for (int at = 0; at < minimum(TILE_SIDE / shrink, breadth - left); at++) {
      v4 y = pixels[row][at];
      if (step->isPooled) {
        const v4 upper = wasm_f32x4_max(pixels[2 * row][2 * at], pixels[2 * row][2 * at + 1]);
        const v4 lower = wasm_f32x4_max(pixels[2 * row + 1][2 * at], pixels[2 * row + 1][2 * at + 1]);
        y = wasm_f32x4_max(upper, lower);
      }
      storeFirst(out + (row * breadth + at) * step->width, y, lanes);
    }
  }
}

// Some tiles, one after another; `turned` has room for what they become.
KERNEL void winogradBlock(const WinogradStep *step, int first, int count, float *turned) {
  const int depth = (step->channels + 3) & ~3, stride = step->tiles * depth;
  float products[PLACES * MOST_TILES * PANEL];
  Spot spots[MOST_TILES];
  for (int tile = 0; tile < count; tile++) {
    spots[tile] = spotOf(step, first + tile);
    turnTile(step, spots[tile], turned + tile * depth, stride);
  }
  for (int column = 0; column < step->width; column += PANEL) {
    const float *panel = step->filters + column * PLACES * depth;
    for (int place = 0; place < PLACES; place++) {
      for (int tile = 0; tile < count; tile += 4) {
        multiplyPlace(turned + place * stride + tile * depth, panel + place * depth * PANEL, depth,
                      products + (place * MOST_TILES + tile) * PANEL);
      }
    }
    for (int tile = 0; tile < count; tile++) {
      const float *from = products + tile * PANEL;
      finishTile(step, spots[tile], from, MOST_TILES * PANEL, column);
      if (column + 4 < step->width) finishTile(step, spots[tile], from + 4, MOST_TILES * PANEL, column + 4);
    }
  }
}

KERNEL void winograd(const WinogradStep *step, Portion portion) {
  const int across = (step->columns + TILE_SIDE - 1) / TILE_SIDE;
  const int down = (step->rows + TILE_SIDE - 1) / TILE_SIDE;
  const Range range = share(step->images * down * across, step->tiles, portion);
  float *turned = step->scratch + portion.thread * step->scratchStride;
  for (int tile = range.from; tile < range.to; tile += step->tiles) {
    winogradBlock(step, tile, minimum(step->tiles, range.to - tile), turned);
  }
}
