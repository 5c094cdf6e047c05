/** Moving numbers without changing them. */
import { at, eachPlace, indexAt, type Numbers, type Rules } from "./numbers.ts";

export const layout: Rules<
  "reshape" | "broadcast" | "transpose" | "concat" | "slice" | "pad" | "gather" | "oneHot"
> = {
  reshape: (_, inputs, outputs) => {
    const [[x], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    out.data.set(x.data);
  },

  broadcast: (_, inputs, outputs) => {
    const [[x], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    eachPlace(out.shape, (place, index) => {
      out.data[index] = at(x, place);
    });
  },

  transpose: ({ permutation }, inputs, outputs) => {
    const [[x], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    eachPlace(x.shape, (place, index) => {
      const moved = permutation.map((axis) => place[axis] as number);
      out.data[indexAt(out.shape, moved)] = x.data[index] as number;
    });
  },

  concat: ({ axis }, inputs, outputs) => {
    const [out] = outputs as [Numbers];
    let start = 0;
    for (const x of inputs) {
      eachPlace(x.shape, (place, index) => {
        const moved = place.with(axis, (place[axis] as number) + start);
        out.data[indexAt(out.shape, moved)] = x.data[index] as number;
      });
      start += x.shape[axis] as number;
    }
  },

  slice: ({ begin }, inputs, outputs) => {
    const [[x], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    eachPlace(out.shape, (place, index) => {
      out.data[index] = at(x, added(place, begin));
    });
  },

  pad: ({ before, value }, inputs, outputs) => {
    const [[x], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    out.data.fill(value);
    eachPlace(x.shape, (place, index) => {
      out.data[indexAt(out.shape, added(place, before))] = x.data[index] as number;
    });
  },

  gather: (_, inputs, outputs) => {
    const [[x, indices], [out]] = [inputs as [Numbers, Numbers], outputs as [Numbers]];
    const row = x.data.length / (x.shape[0] as number);
    indices.data.forEach((from, to) => {
      out.data.set(x.data.subarray(from * row, (from + 1) * row), to * row);
    });
  },

  oneHot: (_, inputs, outputs) => {
    const [[indices], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    const depth = out.shape.at(-1) as number;
    indices.data.forEach((index, to) => {
      if (index >= 0 && index < depth) out.data[to * depth + index] = 1;
    });
  },
};

function added(place: readonly number[], shift: readonly number[]): number[] {
  return place.map((position, axis) => position + (shift[axis] as number));
}
