import { blend, lit, palette } from "./colour.ts";
import { fractal, noise } from "./noise.ts";
import type { PatternMaker, Rgb } from "./painter.ts";
import { smooth, turnBy } from "./shape.ts";

/** A repeating sequence of bands of unequal width, straight or wavy, crisp or faded. */
export const stripes: PatternMaker = (rng, pixel) => {
  const colours = palette(rng, 2 + rng.below(3), 0.4);
  const repeats = rng.uniform(3, 9);
  const bands = makeBands(colours, () => rng.uniform(0.5, 1.5), rng.uniform() < 0.5);
  const turned = turnBy(rng.uniform(0, Math.PI));
  const wave = rng.uniform() < 0.45 ? rng.uniform(0.1, 0.45) : 0;
  const waveScale = rng.uniform(1.2, 4);
  const soft = Math.max(pixel * repeats * 1.4, rng.uniform() < 0.25 ? rng.uniform(0.02, 0.1) : 0);
  const thread = rng.uniform(0, 0.12);
  const seed = rng.uint32();

  return (x, y) => {
    const [u, v] = turned(x, y);
    const at = u * repeats + wave * fractal(u * waveScale, v * waveScale, seed, 2);
    const place = at - Math.floor(at);
    const colour = bandColour(bands, place, soft);
    return lit(colour, 1 + thread * noise(u * 140, v * 12, seed + 7));
  };
};

interface Band {
  readonly colour: Rgb;
  /** Where the band ends, of a sequence of length 1. */
  readonly end: number;
}

/** Bands there, or there and back, so that sequences differ in rhythm and not only in colour. */
function makeBands(colours: readonly Rgb[], width: () => number, mirrored: boolean): Band[] {
  const order = mirrored ? [...colours, ...colours.slice(1, -1).reverse()] : colours;
  const widths = order.map(width);
  const sum = widths.reduce((total, one) => total + one, 0);
  let end = 0;
  return order.map((colour, i) => {
    end += (widths[i] as number) / sum; // as many widths as colours
    return { colour, end };
  });
}

function bandColour(bands: readonly Band[], place: number, soft: number): Rgb {
  const last = (bands.at(-1) as Band).colour; // there are at least two
  let colour = blend(last, (bands[0] as Band).colour, smooth(-soft / 2, soft / 2, place));
  for (const [i, { end }] of bands.entries()) {
    const next = (bands[(i + 1) % bands.length] as Band).colour;
    colour = blend(colour, next, smooth(end - soft / 2, end + soft / 2, place));
  }
  return colour;
}
