// Pooling over windows of images and its gradients; padded places do not count. Gradients go image by
// image, because windows overlap.
#pragma once
#include "steps.h"

// The part of a window that lies in the image.
typedef struct {
  int top, bottom, left, right;
} Window;

INLINE Window windowAt(const PoolStep *step, int row, int column) {
  const int top = row * step->strideDown - step->top, left = column * step->strideAcross - step->left;
  return (Window){maximum(top, 0), minimum(top + step->windowHeight, step->height), maximum(left, 0),
                  minimum(left + step->windowWidth, step->width)};
}

INLINE v4 shareOf(Window w) {
  return splat(1.0f / (float)((w.bottom - w.top) * (w.right - w.left)));
}

// Offset of a place in an image [height, width, channels].
INLINE int placeOf(const PoolStep *step, int row, int column) {
  return (row * step->width + column) * step->channels;
}

INLINE void poolPixel(const PoolStep *step, const float *image, float *out, Window w, const int isMax) {
  for (int channel = 0; channel < step->channels; channel += 4) {
    const int lanes = minimum(4, step->channels - channel);
    v4 total = splat(isMax ? -__builtin_inff() : 0);
    for (int row = w.top; row < w.bottom; row++) {
      for (int column = w.left; column < w.right; column++) {
        const v4 value = loadFirst(image + placeOf(step, row, column) + channel, lanes);
        total = isMax ? wasm_f32x4_max(total, value) : add(total, value);
      }
    }
    storeFirst(out + channel, isMax ? total : mul(total, shareOf(w)), lanes);
  }
}

INLINE void poolForward(const PoolStep *step, Portion portion, const int isMax) {
  const Range range = share(step->images * step->outHeight, 1, portion);
  for (int line = range.from; line < range.to; line++) {
    const float *image = step->x + line / step->outHeight * placeOf(step, step->height, 0);
    for (int column = 0; column < step->outWidth; column++) {
      float *out = step->out + (line * step->outWidth + column) * step->channels;
      poolPixel(step, image, out, windowAt(step, line % step->outHeight, column), isMax);
    }
  }
}

// One pixel's gradient goes to the first of the largest numbers under its window.
INLINE void maxGradientPixel(const PoolStep *step, int image, int pixel, Window w) {
  const float *y = step->y + pixel, *dy = step->dy + pixel;
  for (int channel = 0; channel < step->channels; channel++) {
    int place = -1;
    for (int row = w.top; row < w.bottom && place < 0; row++) {
      for (int column = w.left; column < w.right && place < 0; column++) {
        const int at = image + placeOf(step, row, column) + channel;
        if (step->x[at] == y[channel]) place = at;
      }
    }
    if (place >= 0) step->out[place] += dy[channel];
  }
}

INLINE void averageGradientPixel(const PoolStep *step, int image, int pixel, Window w) {
  const float *dy = step->dy + pixel;
  for (int row = w.top; row < w.bottom; row++) {
    for (int column = w.left; column < w.right; column++) {
      float *dx = step->out + image + placeOf(step, row, column);
      for (int channel = 0; channel < step->channels; channel += 4) {
        const int lanes = minimum(4, step->channels - channel);
        const v4 part = mul(loadFirst(dy + channel, lanes), shareOf(w));
        storeFirst(dx + channel, add(loadFirst(dx + channel, lanes), part), lanes);
      }
    }
  }
}

INLINE void poolBackward(const PoolStep *step, Portion portion, const int isMax) {
  const int size = placeOf(step, step->height, 0), outHeight = step->outHeight;
  const Range range = share(step->images, 1, portion);
  fillFloats(step->out + range.from * size, splat(0), (range.to - range.from) * size);
  for (int line = range.from * outHeight; line < range.to * outHeight; line++) {
    const int image = line / outHeight * size;
    for (int column = 0; column < step->outWidth; column++) {
      const int pixel = (line * step->outWidth + column) * step->channels;
      const Window w = windowAt(step, line % outHeight, column);
      if (isMax) maxGradientPixel(step, image, pixel, w);
      else averageGradientPixel(step, image, pixel, w);
    }
  }
}

KERNEL void pool(const PoolStep *step, Portion portion) {
  switch (step->function) {
    case POOL_max:
      poolForward(step, portion, 1);
      return;
    case POOL_average:
      poolForward(step, portion, 0);
      return;
    case POOL_maxGradient:
      poolBackward(step, portion, 1);
      return;
    default:
      poolBackward(step, portion, 0);
  }
}
