/**
 * Colours that go together: hues by simple harmonies, lightness and chroma in OKLCH (Ottosson 2020),
 * where equal numbers look equally light and strong.
 */
import type { Rng } from "../../lib/rng.ts";
import type { Rgb } from "./painter.ts";
import { pick } from "./shape.ts";

const maxFadings = 24;

/**
 * A colour that no screen can show fades towards grey until one can.
 * @param lightness 0…1
 * @param chroma 0 (grey) … about 0.3
 * @param hue degrees
 */
export function oklch(lightness: number, chroma: number, hue: number): Rgb {
  let linear = oklchToLinear(lightness, chroma, hue);
  for (let i = 0; i < maxFadings && Math.min(...linear) < -0.001; i++) {
    linear = oklchToLinear(lightness, chroma * 0.93 ** (i + 1), hue);
  }
  return [gamma(linear[0]), gamma(linear[1]), gamma(linear[2])];
}

function oklchToLinear(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function gamma(linear: number): number {
  const clipped = Math.min(1, Math.max(0, linear));
  return clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
}

export function blend(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** Brighter (> 1) or darker (< 1). */
export function lit(colour: Rgb, light: number): Rgb {
  return [colour[0] * light, colour[1] * light, colour[2] * light];
}

/** The colour at `t` in [0, 1] on a line through `colours`. */
export function ramp(colours: readonly Rgb[], t: number): Rgb {
  const at = Math.min(0.999999, Math.max(0, t)) * (colours.length - 1);
  const i = Math.floor(at);
  return blend(colours[i] as Rgb, colours[i + 1] as Rgb, at - i); // i + 1 exists: at < length − 1
}

type Harmony = readonly [number, number, number, number];

/** Hue offsets in degrees: neighbours, opposites, a triad, one hue alone. */
const harmonies: readonly [Harmony, ...Harmony[]] = [
  [0, 25, -25, 50],
  [0, 180, 15, 195],
  [0, 150, 210, 30],
  [0, 0, 0, 0],
];

/**
 * `count` colours (2…4) from dark to light, at least `contrast` (0…1) of lightness apart in all.
 * Warm and earthy hues come more often, as in the world.
 */
export function palette(rng: Rng, count: number, contrast: number): Rgb[] {
  const hue = rng.uniform() < 0.55 ? rng.uniform(20, 110) : rng.uniform(0, 360);
  const chroma = pick(rng, [0.025, 0.05, 0.08, 0.11]);
  const harmony = pick(rng, harmonies);
  const span = Math.min(0.72, contrast + rng.uniform(0, 0.15));
  const darkest = rng.uniform(0.2, 0.92 - span);
  return Array.from({ length: count }, (_, i) => {
    const lightness = darkest + (span * i) / Math.max(1, count - 1);
    return oklch(lightness, chroma * rng.uniform(0.7, 1.3), hue + (harmony[i % 4] as number));
  });
}
