import { blend, lit, palette } from "./colour.ts";
import { cell, fractal } from "./noise.ts";
import type { PatternMaker, Rgb } from "./painter.ts";
import { inside, mix, smooth } from "./shape.ts";

/** Cells that touch: mosaic, pebbles or cracked mud, by how round, raised and far apart they are. */
export const cells: PatternMaker = (rng, pixel) => {
  const colours = palette(rng, 3, 0.3);
  const isGapDark = rng.uniform() < 0.7;
  const gapColour = isGapDark ? lit(colours[0] as Rgb, 0.6) : (colours[2] as Rgb); // three colours
  const inks = isGapDark ? colours.slice(1) : colours.slice(0, 2);
  const count = rng.uniform(5, 12);
  const jitter = rng.uniform(0.65, 1);
  const gap = rng.uniform(0.02, 0.07);
  const raise = rng.uniform() < 0.6 ? rng.uniform(0.15, 0.45) : 0;
  const rough = rng.uniform(0, 0.12);
  const grain = rng.uniform(0.04, 0.2);
  const unevenness = rng.uniform(0.1, 0.3);
  const seed = rng.uint32();
  const soft = pixel * count * 1.4;

  return (x, y) => {
    const wobbleX = rough * fractal(x * count * 1.8, y * count * 1.8, seed + 20, 2);
    const wobbleY = rough * fractal(x * count * 1.8 + 9, y * count * 1.8, seed + 25, 2);
    const found = cell(x * count + wobbleX, y * count + wobbleY, seed, jitter);
    const colour = blend(inks[0] as Rgb, inks[1] as Rgb, found.id); // two inks
    const tone = 1 + unevenness * (((found.id * 7.13) % 1) - 0.5);
    const round = mix(1, 0.62 + 0.5 * smooth(0, 0.34, found.border), raise / 0.45);
    const surface = grain * fractal(x * 30 + found.id * 40, y * 30, seed + 30, 3);
    return blend(lit(colour, tone * round + surface), gapColour, inside(found.border - gap, soft));
  };
};
