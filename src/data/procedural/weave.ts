import { blend, lit, palette } from "./colour.ts";
import { chance, noise } from "./noise.ts";
import type { PatternMaker, Rgb } from "./painter.ts";
import { inside, pick, turnBy } from "./shape.ts";

/** How all threads of one cloth look. */
interface Yarn {
  readonly roundness: number;
  readonly fibre: number;
  /** Half a thread's width, of the distance between threads. */
  readonly halfWidth: number;
}

/** A point on a thread: `across` and `along` it from the crossing's middle, −0.5…0.5. */
interface Thread {
  readonly colour: Rgb;
  readonly across: number;
  readonly along: number;
  readonly streak: number;
}

/** Threads over and under each other: plain, twill or basket weave, with round light on each thread. */
export const weave: PatternMaker = (rng, pixel) => {
  const [dark, middle, light] = palette(rng, 3, 0.3) as [Rgb, Rgb, Rgb];
  const [warpColour, weftColour] = pick(rng, colourPairs)(middle, light);
  const gap = lit(dark, 0.6);
  const count = rng.uniform(7, 18);
  const isWarpOnTop = pick(rng, [plain, twill, basket]);
  const halfWidth = rng.uniform(0.36, 0.47);
  const fibre = rng.uniform(0.05, 0.2);
  const yarn: Yarn = { halfWidth, fibre, roundness: rng.uniform(0.3, 0.6) };
  const unevenness = rng.uniform(0.02, 0.12);
  const turned = turnBy(pick(rng, [0, Math.PI / 4, rng.uniform(-0.3, 0.3)]));
  const seed = rng.uint32();
  const soft = pixel * count * 1.4;
  const tone = (thread: number, side: number) =>
    1 + unevenness * (chance(thread, side, seed) - 0.5) * 2;

  return (x, y) => {
    const [turnedX, turnedY] = turned(x, y);
    const u = turnedX * count;
    const v = turnedY * count;
    const column = Math.floor(u);
    const row = Math.floor(v);
    const dx = u - column - 0.5;
    const dy = v - row - 0.5;
    const warp: Thread = {
      colour: lit(warpColour, tone(column, 0)),
      across: dx,
      along: dy,
      streak: noise(u * 7, v, seed + 1),
    };
    const weft: Thread = {
      colour: lit(weftColour, tone(row, 1)),
      across: dy,
      along: dx,
      streak: noise(u, v * 7, seed + 2),
    };
    const [over, under] = isWarpOnTop(column, row) ? [warp, weft] : [weft, warp];
    return overlay(overlay(gap, under, 0.35, yarn, soft), over, dip(over, yarn), yarn, soft);
  };
};

function overlay(ground: Rgb, thread: Thread, depth: number, yarn: Yarn, soft: number): Rgb {
  const bulge = yarn.roundness * (2 * thread.across) ** 2 * 0.7;
  const colour = lit(thread.colour, 1.08 - bulge - depth + yarn.fibre * thread.streak);
  return blend(ground, colour, inside(Math.abs(thread.across) - yarn.halfWidth, soft));
}

/** A thread on top bends down towards its next crossing. */
function dip({ along }: Thread, { roundness }: Yarn): number {
  return roundness * 0.4 * (2 * Math.abs(along)) ** 3;
}

type Pair = (middle: Rgb, light: Rgb) => readonly [warp: Rgb, weft: Rgb];

const colourPairs: readonly [Pair, ...Pair[]] = [
  (middle, light) => [middle, light],
  (middle, light) => [light, middle],
  (middle) => [middle, middle],
];

type Binding = (column: number, row: number) => boolean;

const plain: Binding = (column, row) => ((column + row) & 1) === 0;
const twill: Binding = (column, row) => ((column + row) & 3) < 2;
const basket: Binding = (column, row) => (((column >> 1) + (row >> 1)) & 1) === 0;
