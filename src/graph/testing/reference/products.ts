/** Matrix products and convolutions. */
import type { Window } from "../../program.ts";
import type { Numbers, Rules } from "./numbers.ts";

export const products: Rules<"matMul" | "conv" | "convInputGradient" | "convFilterGradient"> = {
  matMul: ({ transposeA, transposeB }, inputs, outputs) => {
    const [[a, b], [out]] = [inputs as [Numbers, Numbers], outputs as [Numbers]];
    const [batch, rows, columns] = asBatch(out.shape);
    const [batchA, a1, a2] = asBatch(a.shape);
    const [batchB, b1, b2] = asBatch(b.shape);
    const inner = transposeA ? a1 : a2;
    const aAt = (i: number, m: number, k: number) =>
      a.data[((i % batchA) * a1 + (transposeA ? k : m)) * a2 + (transposeA ? m : k)] as number;
    const bAt = (i: number, k: number, n: number) =>
      b.data[((i % batchB) * b1 + (transposeB ? n : k)) * b2 + (transposeB ? k : n)] as number;
    for (let i = 0; i < batch; i++) {
      for (let m = 0; m < rows; m++) {
        for (let n = 0; n < columns; n++) {
          let sum = 0;
          for (let k = 0; k < inner; k++) sum += aAt(i, m, k) * bAt(i, k, n);
          out.data[(i * rows + m) * columns + n] = sum;
        }
      }
    }
  },

  conv: (window, inputs, outputs) => {
    const [[x, filter], [y]] = [inputs as [Numbers, Numbers], outputs as [Numbers]];
    eachTap(x.shape, filter.shape, y.shape, window, (xAt, filterAt, yAt) => {
      y.data[yAt] = (y.data[yAt] as number) + at(x, xAt) * at(filter, filterAt);
    });
  },

  convInputGradient: (window, inputs, outputs) => {
    const [[dy, filter], [dx]] = [inputs as [Numbers, Numbers], outputs as [Numbers]];
    eachTap(dx.shape, filter.shape, dy.shape, window, (xAt, filterAt, yAt) => {
      dx.data[xAt] = at(dx, xAt) + at(dy, yAt) * at(filter, filterAt);
    });
  },

  convFilterGradient: (window, inputs, outputs) => {
    const [[x, dy], [dFilter]] = [inputs as [Numbers, Numbers], outputs as [Numbers]];
    eachTap(x.shape, dFilter.shape, dy.shape, window, (xAt, filterAt, yAt) => {
      dFilter.data[filterAt] = at(dFilter, filterAt) + at(x, xAt) * at(dy, yAt);
    });
  },
};

function at({ data }: Numbers, index: number): number {
  return data[index] as number;
}

function asBatch(shape: readonly number[]): [number, number, number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return [shape.slice(0, -2).reduce((product, side) => product * side, 1), rows, columns];
}

/** Every product y[b, h, w, o] += x[b, H, W, i] · filter[kh, kw, i, o] of a convolution, as flat indices. */
function eachTap(
  xShape: readonly number[],
  filterShape: readonly number[],
  yShape: readonly number[],
  { strides: [down, across], padding }: Window,
  visit: (xAt: number, filterAt: number, yAt: number) => void,
): void {
  const [batch, inHeight, inWidth, inChannels] = xShape as [number, number, number, number];
  const [, outHeight, outWidth, outChannels] = yShape as [number, number, number, number];
  const [height, width] = filterShape as [number, number];
  const pixels = batch * outHeight * outWidth;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const column = pixel % outWidth;
    const row = Math.floor(pixel / outWidth) % outHeight;
    const image = Math.floor(pixel / outWidth / outHeight);
    for (let tap = 0; tap < height * width; tap++) {
      const y = row * down - padding.top + Math.floor(tap / width);
      const x = column * across - padding.left + (tap % width);
      if (y < 0 || y >= inHeight || x < 0 || x >= inWidth) continue;
      const from = ((image * inHeight + y) * inWidth + x) * inChannels;
      for (let i = 0; i < inChannels; i++) {
        for (let o = 0; o < outChannels; o++) {
          visit(from + i, (tap * inChannels + i) * outChannels + o, pixel * outChannels + o);
        }
      }
    }
  }
}
