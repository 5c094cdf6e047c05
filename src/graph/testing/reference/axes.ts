/** Over axes: sums, extremes, softmax. */
import { eachPlace, indexAt, type Numbers, type Rules } from "./numbers.ts";

export const axes: Rules<"reduce" | "argMax" | "softmax" | "logSoftmax"> = {
  reduce: ({ fn, axes: reduced }, inputs, outputs) => {
    const [[x], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    const kept = x.shape.map((side, axis) => (reduced.includes(axis) ? 1 : side));
    const start = { max: Number.NEGATIVE_INFINITY, min: Number.POSITIVE_INFINITY, sum: 0, mean: 0 };
    out.data.fill(start[fn]);
    eachPlace(x.shape, (place, index) => {
      const to = indexAt(kept, place);
      const [old, value] = [out.data[to] as number, x.data[index] as number];
      if (fn === "max") out.data[to] = Math.max(old, value);
      else if (fn === "min") out.data[to] = Math.min(old, value);
      else out.data[to] = old + value;
    });
    const count = x.data.length / out.data.length;
    if (fn === "mean") for (const [to, sum] of out.data.entries()) out.data[to] = sum / count;
  },

  argMax: (_, inputs, outputs) => {
    const [[x], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    rowsOf(x).forEach((row, to) => {
      out.data[to] = row.indexOf(Math.max(...row));
    });
  },

  softmax: (_, inputs, outputs) => {
    const [[x], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    rowsOf(x).forEach((row, at) => {
      out.data.set(logSoftmax(row).map(Math.exp), at * row.length);
    });
  },

  logSoftmax: (_, inputs, outputs) => {
    const [[x], [out]] = [inputs as [Numbers], outputs as [Numbers]];
    rowsOf(x).forEach((row, at) => {
      out.data.set(logSoftmax(row), at * row.length);
    });
  },
};

function logSoftmax(row: Float64Array): Float64Array {
  const largest = Math.max(...row);
  const sum = row.reduce((total, value) => total + Math.exp(value - largest), 0);
  return row.map((value) => value - largest - Math.log(sum));
}

/** Views along the last axis. */
function rowsOf({ shape, data }: Numbers): Float64Array[] {
  const side = shape.at(-1) as number; // rank ≥ 1
  return Array.from({ length: data.length / side }, (_, row) =>
    data.subarray(row * side, (row + 1) * side),
  );
}
