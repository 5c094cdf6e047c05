/**
 * Draws a procedural texture: a maker takes its parameters from the seed, and every pixel is painted
 * from them. All patterns share the last touch, stains and grain, so that it tells no class.
 */
import { Rng } from "../../lib/rng.ts";
import { type PatternId, patternIds } from "../../protocol/project.ts";
import type { RgbImage } from "../rgbImage.ts";
import { bricks } from "./bricks.ts";
import { cells } from "./cells.ts";
import { checker } from "./checker.ts";
import { clouds } from "./clouds.ts";
import { dots } from "./dots.ts";
import { marble } from "./marble.ts";
import { fractal, hash } from "./noise.ts";
import type { PatternMaker } from "./painter.ts";
import { stripes } from "./stripes.ts";
import { weave } from "./weave.ts";
import { wood } from "./wood.ts";

const makers: Readonly<Record<PatternId, PatternMaker>> = {
  checker,
  stripes,
  dots,
  bricks,
  weave,
  wood,
  marble,
  cells,
  noise: clouds,
};

/**
 * @param seed any integer; the same pattern, seed and side give the same bytes
 * @param side px, the picture is square
 */
export function drawPattern(pattern: PatternId, seed: number, side: number): RgbImage {
  const rng = new Rng(hash(patternIds.indexOf(pattern) + 1, seed, 0));
  const paint = makers[pattern](rng, 1 / side);
  const stain = rng.uniform(0.03, 0.14);
  const grain = rng.uniform(0.01, 0.05);
  const light = rng.uniform(0.92, 1.08);
  const stainSeed = rng.uint32();
  const pixels = new Uint8Array(side * side * 3); // [side, side, 3]
  for (let row = 0, at = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = (column + 0.5) / side;
      const y = (row + 0.5) / side;
      const colour = paint(x, y);
      const touch = light + stain * fractal(x * 2.5, y * 2.5, stainSeed, 3) + grain * rng.normal();
      for (let c = 0; c < 3; c++) pixels[at++] = toByte((colour[c] as number) * touch);
    }
  }
  return { width: side, height: side, pixels };
}

function toByte(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
