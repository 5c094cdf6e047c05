/** Normalisation and its gradient: of the batch (one group), or of each image (a group each). */
import type { Numbers, Rules } from "./numbers.ts";

export const norms: Rules<
  "batchNorm" | "batchNormGradient" | "instanceNorm" | "instanceNormGradient"
> = {
  batchNorm: (op, inputs, outputs) => normalise(1, op, inputs, outputs),
  batchNormGradient: (op, inputs, outputs) => gradient(1, op, inputs, outputs),
  instanceNorm: (op, inputs, outputs) => normalise(imagesOf(inputs[0]), op, inputs, outputs),
  instanceNormGradient: (op, inputs, outputs) => gradient(imagesOf(inputs[1]), op, inputs, outputs),
};

interface Norm {
  readonly epsilon: number;
  readonly slope: number;
}

const imagesOf = (x: Numbers | undefined): number => x?.shape[0] ?? 1;

function normalise(
  groups: number,
  { epsilon, slope }: Norm,
  inputs: readonly Numbers[],
  outputs: readonly Numbers[],
): void {
  const [x, scale, offset] = inputs as [Numbers, Numbers, Numbers];
  const [y, mean, variance] = outputs as [Numbers, Numbers, Numbers];
  eachSet(x, groups, (places, channel, statistic) => {
    const values = places.map((place) => x.data[place] as number);
    const centre = sum(values) / values.length;
    const spread = sum(values.map((value) => (value - centre) ** 2)) / values.length;
    mean.data[statistic] = centre;
    variance.data[statistic] = spread;
    for (const place of places) {
      const unit = ((x.data[place] as number) - centre) / Math.sqrt(spread + epsilon);
      const linear = (scale.data[channel] as number) * unit + (offset.data[channel] as number);
      y.data[place] = linear > 0 ? linear : slope * linear;
    }
  });
}

/** With g = dy before the leaky ReLU: dx = scale / σ · (g − mean(g) − x̂ · mean(g · x̂)) (Ioffe & Szegedy, 2015). */
function gradient(
  groups: number,
  { epsilon, slope }: Norm,
  inputs: readonly Numbers[],
  outputs: readonly Numbers[],
): void {
  const [dy, x, mean, variance, scale, offset] = inputs as [
    Numbers,
    Numbers,
    Numbers,
    Numbers,
    Numbers,
    Numbers,
  ];
  const [dx, dScale, dOffset] = outputs as [Numbers, Numbers, Numbers];
  eachSet(x, groups, (places, channel, statistic) => {
    const gamma = scale.data[channel] as number;
    const inverse = 1 / Math.sqrt((variance.data[statistic] as number) + epsilon);
    const units = places.map(
      (place) => ((x.data[place] as number) - (mean.data[statistic] as number)) * inverse,
    );
    const g = places.map((place, at) => {
      const linear = gamma * (units[at] as number) + (offset.data[channel] as number);
      return (dy.data[place] as number) * (linear > 0 ? 1 : slope);
    });
    const along = sum(g.map((value, at) => value * (units[at] as number)));
    dScale.data[channel] = (dScale.data[channel] as number) + along;
    dOffset.data[channel] = (dOffset.data[channel] as number) + sum(g);
    const total = sum(g);
    places.forEach((place, at) => {
      const centred = (g[at] as number) - total / g.length;
      dx.data[place] = gamma * inverse * (centred - ((units[at] as number) * along) / g.length);
    });
  });
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** The numbers that are normalised together: for each group and channel, their flat indices. */
function eachSet(
  { shape, data }: Numbers,
  groups: number,
  visit: (places: readonly number[], channel: number, statistic: number) => void,
): void {
  const channels = shape.at(-1) as number; // rank ≥ 1
  const rows = data.length / groups / channels;
  for (let statistic = 0; statistic < groups * channels; statistic++) {
    const channel = statistic % channels;
    const first = Math.floor(statistic / channels) * rows;
    const places = Array.from({ length: rows }, (_, row) => (first + row) * channels + channel);
    visit(places, channel, statistic);
  }
}
