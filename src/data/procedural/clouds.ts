import { palette, ramp } from "./colour.ts";
import { fractal } from "./noise.ts";
import type { PatternMaker } from "./painter.ts";
import { pick, turnBy } from "./shape.ts";

/** Noise without figures: clouds, folds or ridges of noise, coarse to fine, in three colours. */
export const clouds: PatternMaker = (rng) => {
  const colours = palette(rng, 3, 0.3);
  const scale = 2 ** rng.uniform(1.8, 4.6);
  const octaves = 2 + rng.below(4);
  const gain = rng.uniform(0.4, 0.75);
  const contrast = rng.uniform(0.8, 1.6);
  const stretch = rng.uniform() < 0.35 ? rng.uniform(2, 5) : 1;
  const fold = rng.uniform() < 0.4 ? rng.uniform(0.3, 1) : 0;
  const shape = pick(rng, [plain, plain, ridged, billowed]);
  const turned = turnBy(rng.uniform(0, Math.PI));
  const seed = rng.uint32();

  return (x, y) => {
    const [u, v] = turned(x, y);
    const su = u * scale;
    const sv = (v * scale) / stretch;
    const warp = fold > 0 ? fold * fractal(su * 0.7, sv * 0.7, seed + 40, 2) : 0;
    const value = shape(fractal(su + warp, sv - warp, seed, octaves, gain));
    return ramp(colours, 0.5 + contrast * value);
  };
};

/** Noise value in about [−1, 1] → about [−0.5, 0.5]. */
type Shape = (value: number) => number;

const plain: Shape = (value) => value;
const ridged: Shape = (value) => 0.45 - 2 * Math.abs(value);
const billowed: Shape = (value) => 2 * Math.abs(value) - 0.45;
