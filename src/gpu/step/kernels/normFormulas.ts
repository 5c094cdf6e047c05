/**
 * The WGSL in which normalisation and its gradient differ. It sees `at`, an element's index, `column`,
 * the index of its group's channel, and `channel`; and the constants `epsilon`, `slope` and `count`,
 * the number of elements that share statistics.
 */
import type { Lanes } from "../wgsl/words.ts";

/** Names of the arrays, in the order of the operation's values. */
export interface Arrays {
  readonly inputs: readonly string[];
  /** After the first output, which is finished element by element. */
  readonly outputs: readonly string[];
}

export interface NormFormulas {
  /** Body of `terms(at, first, column, channel) -> Pair`, what is summed; `first`: index of the first element that shares its statistics. */
  readonly terms: string;
  /** Statements with the pair `total`, the sums of a column, that prepare `element`. */
  readonly statistics: string;
  /** What one thread does alone for a column; with `total`. */
  readonly once: string;
  /** Statements that give `result`. */
  readonly element: string;
}

/** The type of two sums. */
export const pairType = (lanes: Lanes): string => (lanes === 4 ? "mat2x4<f32>" : "vec2<f32>");

/** Sums are of distances from the first element, as squares of numbers far from 0 lose digits. */
export function forward({
  inputs: [x, scale, offset],
  outputs: [mean, variance],
}: Arrays): NormFormulas {
  return {
    terms: `let distance = ${x}[at] - ${x}[first];
return Pair(distance, distance * distance);`,
    statistics: `let shift = total[0] / count;
let mean = ${x}[first] + shift;
let variance = max(total[1] / count - shift * shift, zero);
let gain = ${scale}[channel] * inverseSqrt(variance + epsilon);`,
    once: `${mean}[column] = mean;
${variance}[column] = variance;`,
    element: `let linear = gain * (${x}[at] - mean) + ${offset}[channel];
let result = select(slope * linear, linear, linear > zero);`,
  };
}

/** dx = gain · (g − mean(g) − x̂ · mean(g · x̂)), g being dy before the leaky ReLU (Ioffe & Szegedy, 2015). */
export function gradient({ inputs, outputs }: Arrays): NormFormulas {
  const [dy, x, mean, variance, scale, offset] = inputs;
  const [dScale, dOffset] = outputs;
  const local = `let inverse = inverseSqrt(${variance}[column] + epsilon);
let unit = (${x}[at] - ${mean}[column]) * inverse;
let linear = ${scale}[channel] * unit + ${offset}[channel];
let g = select(slope, one, linear > zero) * ${dy}[at];`;
  return {
    terms: `${local}
return Pair(g, g * unit);`,
    statistics: "",
    once: `if (column < channels) {
  let all = overGroups(column);
  ${dOffset}[channel] = all[0];
  ${dScale}[channel] = all[1];
}`,
    element: `${local}
let centred = g - total[0] / count - unit * (total[1] / count);
let result = ${scale}[channel] * inverse * centred;`,
  };
}
