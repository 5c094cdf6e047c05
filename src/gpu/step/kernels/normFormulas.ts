/**
 * The WGSL in which normalisation and its gradient differ. It sees `at`, an element's index, `column`,
 * the index of its group's channel, and `channel`; and the constants `epsilon`, `slope` and `count`,
 * the number of elements that share statistics.
 */
import type { Lanes } from "../wgsl/words.ts";

/** Gives the name of the array of an input, by its number in the operation; it is bound by then. */
export type Input = (at: number) => string;

export interface NormFormulas {
  /**
   * Body of `terms(at, first, column, channel) -> Pair`, what is summed; `first` is the first element
   * that shares its statistics.
   */
  readonly terms: (input: Input) => string;
  /** Statements after `total`, the sums of a column, that prepare `element`. @param isNan names the function that tells NaN */
  readonly statistics: (input: Input, isNan: string) => string;
  /** What one thread does for a column: `finish1` and `finish2` take the second and third output. */
  readonly once: string;
  /** Statements that give `result`. @param isNan as for `statistics` */
  readonly element: (input: Input, isNan: string) => string;
}

/** The type of two sums. */
export const pairType = (lanes: Lanes): string => (lanes === 4 ? "mat2x4<f32>" : "vec2<f32>");

/** x, scale, offset. Sums are of distances from the first element: far from 0, squares lose digits. */
export const forward: NormFormulas = {
  terms: (input) => `let distance = ${input(0)}[at] - ${input(0)}[first];
return Pair(distance, distance * distance);`,
  statistics: (input, isNan) => `let shift = total[0] / count;
let mean = ${input(0)}[first] + shift;
let spread = total[1] / count - shift * shift;
let variance = select(zero, spread, (spread > zero) | ${isNan}(spread));
let gain = ${input(1)}[channel] * inverseSqrt(variance + epsilon);`,
  once: `finish1(column, mean);
finish2(column, variance);`,
  element: (input, isNan) => `let linear = gain * (${input(0)}[at] - mean) + ${input(2)}[channel];
let result = select(slope * linear, linear, (linear > zero) | ${isNan}(linear));`,
};

/** dy before the leaky ReLU, `g`, and the normalised x, `unit`; of dy, x, mean, variance, scale, offset. */
const local = (input: Input) => `let inverse = inverseSqrt(${input(3)}[column] + epsilon);
let unit = (${input(1)}[at] - ${input(2)}[column]) * inverse;
let linear = ${input(4)}[channel] * unit + ${input(5)}[channel];
let g = select(slope, one, linear > zero) * ${input(0)}[at];`;

/** dx = scale / σ · (g − mean(g) − x̂ · mean(g · x̂)) (Ioffe & Szegedy, 2015) */
export const gradient: NormFormulas = {
  terms: (input) => `${local(input)}
return Pair(g, g * unit);`,
  statistics: () => "",
  once: `if (column < channels) {
  let all = overGroups(column);
  finish1(column, all[1]);
  finish2(column, all[0]);
}`,
  element: (input) => `${local(input)}
let centred = g - total[0] / count - unit * (total[1] / count);
let result = ${input(4)}[channel] * inverse * centred;`,
};
