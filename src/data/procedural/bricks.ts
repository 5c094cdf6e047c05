import { blend, lit, palette } from "./colour.ts";
import { chance, fractal } from "./noise.ts";
import type { PatternMaker, Rgb } from "./painter.ts";
import { inside, pick, roundedBox, smooth, turnBy } from "./shape.ts";

/** Courses of bricks with mortar between; worn edges, each brick with its own tone. */
export const bricks: PatternMaker = (rng, pixel) => {
  const [dark, middle, light] = palette(rng, 3, 0.3) as [Rgb, Rgb, Rgb];
  const mortar = rng.uniform() < 0.6 ? light : lit(dark, 0.8);
  const [first, second] = mortar === light ? [dark, middle] : [middle, light];
  const courses = rng.uniform(5, 12);
  const length = rng.uniform(1.7, 3.2);
  const bond = pick(rng, [0.5, 0.5, 1 / 3]);
  const joint = rng.uniform(0.05, 0.1);
  const rounding = rng.uniform(0.03, 0.16);
  const wear = rng.uniform(0.01, 0.07);
  const grain = rng.uniform(0.08, 0.28);
  const bevel = rng.uniform(0.1, 0.35);
  const turned = turnBy(pick(rng, [0, 0, Math.PI / 2, rng.uniform(-0.25, 0.25)]));
  const seed = rng.uint32();
  const soft = pixel * courses * 1.4;

  return (x, y) => {
    const [u, v] = turned(x, y);
    const row = Math.floor(v * courses);
    const along = (u * courses) / length + row * bond;
    const column = Math.floor(along);
    const dx = (along - column - 0.5) * length; // in heights of a course
    const dy = v * courses - row - 0.5;
    const rough = wear * fractal(u * courses * 2.5, v * courses * 2.5, seed, 3);
    const edge = roundedBox(dx, dy, length / 2 - joint, 0.5 - joint, rounding) + rough;
    const tone = chance(column, row, seed + 1);
    const surface = grain * fractal(u * 42, v * 42, seed + 2 + (column & 7), 3);
    const rim = smooth(-0.16, 0, edge) * bevel * (dy + dx / length < 0 ? 0.6 : -1);
    const brick = lit(
      blend(first, second, tone),
      0.92 + 0.16 * chance(column, row, seed + 3) + surface + rim,
    );
    const bed = lit(mortar, 0.94 + 0.25 * fractal(u * 60, v * 60, seed + 4, 2));
    return blend(bed, brick, inside(edge, soft));
  };
};
