import { blend, lit, palette } from "./colour.ts";
import { chance, fractal } from "./noise.ts";
import type { PatternMaker, Rgb } from "./painter.ts";
import { inside, turnBy } from "./shape.ts";

/** Discs on a square or hexagonal grid, a little displaced, plain, ringed or domed. */
export const dots: PatternMaker = (rng, pixel) => {
  const colours = palette(rng, 3, 0.4);
  const isLightGround = rng.uniform() < 0.5;
  const ground = (isLightGround ? colours.at(-1) : colours[0]) as Rgb; // three colours
  const inks = isLightGround ? colours.slice(0, 2) : colours.slice(1);
  const count = rng.uniform(4, 11);
  const turned = turnBy(rng.uniform(0, Math.PI / 2));
  const isHexagonal = rng.uniform() < 0.5;
  const radius = rng.uniform(0.26, 0.38);
  const sizeSpread = rng.uniform(0, 0.3);
  const jitter = rng.uniform(0, 0.12);
  const hole = rng.uniform() < 0.3 ? rng.uniform(0.35, 0.65) : 0;
  const dome = rng.uniform() < 0.4 ? rng.uniform(0.2, 0.5) : 0;
  const stain = rng.uniform(0.02, 0.12);
  const seed = rng.uint32();
  const soft = pixel * count * 1.4;
  const rowHeight = isHexagonal ? Math.sqrt(3) / 2 : 1;

  return (x, y) => {
    const [u, v] = turned(x, y);
    const row = Math.floor((v * count) / rowHeight);
    const shift = isHexagonal ? (row & 1) / 2 : 0;
    const column = Math.floor(u * count - shift);
    const random = (salt: number) => chance(column, row, seed + salt) - 0.5;
    const dx = u * count - shift - column - 0.5 - jitter * random(1);
    const dy = (v * count) / rowHeight - row - 0.5 - jitter * random(2);
    const away = Math.hypot(dx, dy * rowHeight);
    const r = radius * (1 + sizeSpread * random(3)) * (isHexagonal ? 1.1 : 1.15);
    const disc = inside(away - r, soft) * (1 - (hole > 0 ? inside(away - r * hole, soft) : 0));
    const ink = inks[random(4) < 0.2 ? 0 : 1] as Rgb; // two inks
    const light = 1 + dome * ((-dx - dy) / (2 * r) + 0.15 - 0.4 * (away / r) ** 2);
    const base = lit(ground, 1 + stain * fractal(u * 5, v * 5, seed + 9, 4));
    return blend(base, lit(ink, light), disc);
  };
};
