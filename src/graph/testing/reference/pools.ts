/** Pooling. */
import type { Window } from "../../program.ts";
import type { Numbers, Rules } from "./numbers.ts";

type Pool = Window & { readonly size: readonly [number, number] };

export const pools: Rules<"maxPool" | "maxPoolGradient" | "averagePool" | "averagePoolGradient"> = {
  maxPool: (pool, inputs, outputs) => {
    const [[x], [y]] = [inputs as [Numbers], outputs as [Numbers]];
    eachWindow(x.shape, y.shape, pool, (places, to) => {
      y.data[to] = Math.max(...places.map((from) => x.data[from] as number));
    });
  },

  maxPoolGradient: (pool, inputs, outputs) => {
    const [[dy, x, y], [dx]] = [inputs as [Numbers, Numbers, Numbers], outputs as [Numbers]];
    eachWindow(x.shape, y.shape, pool, (places, to) => {
      const first = places.find((from) => x.data[from] === y.data[to]);
      if (first !== undefined)
        dx.data[first] = (dx.data[first] as number) + (dy.data[to] as number);
    });
  },

  averagePool: (pool, inputs, outputs) => {
    const [[x], [y]] = [inputs as [Numbers], outputs as [Numbers]];
    eachWindow(x.shape, y.shape, pool, (places, to) => {
      const sum = places.reduce((total, from) => total + (x.data[from] as number), 0);
      y.data[to] = sum / places.length;
    });
  },

  averagePoolGradient: (pool, inputs, outputs) => {
    const [[dy], [dx]] = [inputs as [Numbers], outputs as [Numbers]];
    eachWindow(dx.shape, dy.shape, pool, (places, to) => {
      const share = (dy.data[to] as number) / places.length;
      for (const from of places) dx.data[from] = (dx.data[from] as number) + share;
    });
  },
};

/** Calls `visit` for each output number with the flat indices of what lies under its window. */
function eachWindow(
  xShape: readonly number[],
  yShape: readonly number[],
  { size: [height, width], strides: [down, across], padding }: Pool,
  visit: (places: readonly number[], to: number) => void,
): void {
  const [batch, inHeight, inWidth, channels] = xShape as [number, number, number, number];
  const [, outHeight, outWidth] = yShape as [number, number, number, number];
  for (let to = 0; to < batch * outHeight * outWidth * channels; to++) {
    const channel = to % channels;
    const pixel = Math.floor(to / channels);
    const left = (pixel % outWidth) * across - padding.left;
    const top = (Math.floor(pixel / outWidth) % outHeight) * down - padding.top;
    const image = Math.floor(pixel / outWidth / outHeight);
    const places: number[] = [];
    for (let y = Math.max(top, 0); y < Math.min(top + height, inHeight); y++) {
      for (let x = Math.max(left, 0); x < Math.min(left + width, inWidth); x++) {
        places.push(((image * inHeight + y) * inWidth + x) * channels + channel);
      }
    }
    visit(places, to);
  }
}
