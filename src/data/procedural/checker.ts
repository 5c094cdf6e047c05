import { blend, lit, palette } from "./colour.ts";
import { chance, fractal } from "./noise.ts";
import type { PatternMaker, Rgb } from "./painter.ts";
import { inside, pick, turnBy } from "./shape.ts";

/** Two-coloured fields like a tiled floor: with or without joints, each tile a little different. */
export const checker: PatternMaker = (rng, pixel) => {
  const [dark, light] = palette(rng, 2, 0.35) as [Rgb, Rgb];
  const count = rng.uniform(4.5, 11);
  const stretch = rng.uniform() < 0.3 ? rng.uniform(0.6, 1.6) : 1;
  const turned = turnBy(pick(rng, [0, Math.PI / 4, rng.uniform(-0.5, 0.5)]));
  const joint = rng.uniform() < 0.5 ? rng.uniform(0.02, 0.05) : 0;
  const jointColour = lit(pick(rng, [dark, light]), rng.uniform(0.5, 0.75));
  const unevenness = rng.uniform(0.02, 0.14);
  const veins = rng.uniform(0, 0.16);
  const seed = rng.uint32();
  const soft = pixel * count * 1.4;

  return (x, y) => {
    const [u, v] = turned(x, y);
    const column = u * count;
    const row = v * count * stretch;
    const i = Math.floor(column);
    const j = Math.floor(row);
    const toEdgeX = 0.5 - Math.abs(column - i - 0.5);
    const toEdgeY = 0.5 - Math.abs(row - j - 0.5);
    // Across an edge the other colour begins: half and half on the line itself.
    const crossX = 0.5 * inside(toEdgeX * 2 - soft, soft);
    const crossY = 0.5 * inside(toEdgeY * 2 - soft, soft);
    const other = crossX + crossY - 2 * crossX * crossY;
    const isDark = (i + j) % 2 === 0;
    const tile = blend(isDark ? dark : light, isDark ? light : dark, joint > 0 ? 0 : other);
    const shade =
      1 +
      (chance(i, j, seed) - 0.5) * 2 * unevenness * (1 - 2 * other) +
      veins * fractal(u * 9, v * 9, seed + (isDark ? 1 : 2), 4);
    const inJoint = joint > 0 ? inside(Math.min(toEdgeX, toEdgeY) - joint, soft) : 0;
    return blend(lit(tile, shade), jointColour, inJoint);
  };
};
