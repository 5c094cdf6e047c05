import type { Rng } from "../../lib/rng.ts";
import { lit, oklch, ramp } from "./colour.ts";
import { chance, fractal, noise } from "./noise.ts";
import type { PatternMaker, Rgb } from "./painter.ts";
import { inside, pick, smooth, turnBy } from "./shape.ts";

interface Knot {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Sawn wood: growth lines that bend around knots, fine pores along the grain, boards or one piece. */
export const wood: PatternMaker = (rng, pixel) => {
  const tones = woodTones(rng);
  const rings = rng.uniform(7, 16);
  const bend = rng.uniform(0.5, 1.8);
  const contrast = rng.uniform(0.8, 1.25);
  const pores = rng.uniform(0.05, 0.16);
  const boards = rng.uniform() < 0.5 ? rng.uniform(2, 5.5) : 0;
  const knots = makeKnots(rng);
  const turned = turnBy(pick(rng, [0, Math.PI / 2, rng.uniform(-0.3, 0.3)]));
  const seed = rng.uint32();

  return (x, y) => {
    const [u, v] = turned(x, y); // the grain runs along v
    const board = boards > 0 ? Math.floor(u * boards) : 0;
    const shift = board * 17.3; // each board is another piece of the tree
    const { pull, dark } = nearKnots(knots, u, v);
    const grain = u + 0.09 * bend * fractal(u * 2 + shift, v * 0.7 + shift, seed, 3) + pull;
    const ring = grain * rings + shift + 0.4 * noise(u * 3, v * 0.6 + shift, seed + 1);
    const phase = ring - Math.floor(ring);
    // Early wood darkens slowly into the hard late line, then starts light again.
    const line = phase ** 2.2 * (1 - smooth(1 - Math.max(0.12, pixel * rings * 2), 1, phase));
    const streak = noise(u * 130 + shift, v * 5, seed + 2) + 0.5 * noise(u * 260, v * 9, seed + 3);
    const tone = contrast * line * 0.8 + dark + 0.12 * fractal(u * 4 + shift, v * 1.2, seed + 4, 2);
    const light = 1 + pores * streak + (boards > 0 ? (chance(board, 3, seed) - 0.5) * 0.25 : 0);
    const seam =
      boards > 0 ? inside(0.5 - Math.abs(u * boards - board - 0.5) - 0.025, pixel * boards * 2) : 0;
    return lit(ramp(tones, tone), light * (1 - 0.6 * seam));
  };
};

function woodTones(rng: Rng): Rgb[] {
  const hue = rng.uniform(42, 78);
  const chroma = rng.uniform(0.04, 0.1);
  const lightest = rng.uniform(0.55, 0.86);
  const depth = rng.uniform(0.2, 0.36);
  return [
    oklch(lightest, chroma, hue + 6),
    oklch(lightest - depth * 0.5, chroma * 1.15, hue),
    oklch(lightest - depth, chroma, hue - 8),
  ];
}

function makeKnots(rng: Rng): readonly Knot[] {
  return Array.from({ length: rng.below(4) }, () => ({
    x: rng.uniform(),
    y: rng.uniform(),
    size: rng.uniform(0.03, 0.07),
  }));
}

/** How far the growth lines are pushed aside here, and how dark the knot itself is. */
function nearKnots(knots: readonly Knot[], u: number, v: number) {
  let pull = 0;
  let dark = 0;
  for (const { x, y, size } of knots) {
    const dx = (u - x) / size;
    const dy = (v - y) / (size * 2.4);
    const near = Math.exp(-(dx * dx + dy * dy) / 2);
    pull += size * 1.6 * near * Math.tanh(dx * 1.5);
    dark += 0.75 * smooth(0.75, 1, near);
  }
  return { pull, dark };
}
