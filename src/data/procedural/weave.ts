import { blend, lit, palette } from "./colour.ts";
import { chance, noise } from "./noise.ts";
import type { PatternMaker, Rgb } from "./painter.ts";
import { inside, pick, turnBy } from "./shape.ts";

/** Threads over and under each other: plain, twill or basket weave, with round light on each thread. */
export const weave: PatternMaker = (rng, pixel) => {
  const [dark, middle, light] = palette(rng, 3, 0.3) as [Rgb, Rgb, Rgb];
  const [warpColour, weftColour] = pick(rng, [
    [middle, light],
    [light, middle],
    [middle, middle],
  ] as const satisfies readonly [readonly [Rgb, Rgb], ...(readonly [Rgb, Rgb])[]]);
  const gapColour = lit(dark, 0.6);
  const threads = rng.uniform(7, 18);
  const isWarpOnTop = pick(rng, [plain, twill, basket]);
  const halfWidth = rng.uniform(0.36, 0.47);
  const fibre = rng.uniform(0.05, 0.2);
  const roundness = rng.uniform(0.3, 0.6);
  const unevenness = rng.uniform(0.02, 0.12);
  const turned = turnBy(pick(rng, [0, Math.PI / 4, rng.uniform(-0.3, 0.3)]));
  const seed = rng.uint32();
  const soft = pixel * threads * 1.4;

  return (x, y) => {
    const [u, v] = turned(x, y);
    const column = Math.floor(u * threads);
    const row = Math.floor(v * threads);
    const acrossWarp = u * threads - column - 0.5;
    const acrossWeft = v * threads - row - 0.5;
    const warp = {
      colour: lit(warpColour, 1 + unevenness * (chance(column, 0, seed) - 0.5) * 2),
      across: acrossWarp,
      along: acrossWeft,
      streak: noise(u * threads * 7, v * threads, seed + 1),
    };
    const weft = {
      colour: lit(weftColour, 1 + unevenness * (chance(row, 1, seed) - 0.5) * 2),
      across: acrossWeft,
      along: acrossWarp,
      streak: noise(u * threads, v * threads * 7, seed + 2),
    };
    const [over, under] = isWarpOnTop(column, row) ? [warp, weft] : [weft, warp];
    const shade = (thread: typeof warp, dip: number) =>
      lit(
        thread.colour,
        1.08 - roundness * (2 * thread.across) ** 2 * 0.7 - dip + fibre * thread.streak,
      );
    const below = blend(
      gapColour,
      shade(under, 0.35),
      inside(Math.abs(under.across) - halfWidth, soft),
    );
    const top = shade(over, roundness * 0.8 * (2 * Math.abs(over.along)) ** 3 * 0.5);
    return blend(below, top, inside(Math.abs(over.across) - halfWidth, soft));
  };
};

type Binding = (column: number, row: number) => boolean;

const plain: Binding = (column, row) => ((column + row) & 1) === 0;
const twill: Binding = (column, row) => ((column + row) & 3) < 2;
const basket: Binding = (column, row) => (((column >> 1) + (row >> 1)) & 1) === 0;
