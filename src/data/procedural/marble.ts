import type { Rng } from "../../lib/rng.ts";
import { blend, lit, oklch, palette } from "./colour.ts";
import { fractal } from "./noise.ts";
import type { PatternMaker, Rgb } from "./painter.ts";
import { smooth } from "./shape.ts";

/** Polished stone: cloudy ground, broad and hair-fine veins folded by domain warping. */
export const marble: PatternMaker = (rng) => {
  const [ground, cloud, vein] = marbleTones(rng);
  const scale = rng.uniform(1.6, 3.6);
  const fold = rng.uniform(0.5, 1.5);
  const angle = rng.uniform(0, Math.PI);
  const stretch = rng.uniform(0.45, 1);
  const veinWidth = rng.uniform(0.05, 0.13);
  const strength = rng.uniform(0.55, 0.95);
  const hair = rng.uniform(0.25, 0.7);
  const seed = rng.uint32();
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);

  return (x, y) => {
    const u = (cos * x + sin * y) * scale;
    const v = (cos * y - sin * x) * scale * stretch;
    const warpX = fold * fractal(u, v, seed, 3);
    const warpY = fold * fractal(u + 5.2, v + 1.3, seed + 11, 3);
    const wide = Math.abs(fractal(u + warpX, v + warpY, seed + 21, 4));
    const fine = Math.abs(fractal(u * 2.3 + warpY, v * 2.3 + warpX, seed + 31, 4));
    const cloudiness = 0.5 + 0.5 * fractal(u * 0.8 + warpX, v * 0.8 - warpY, seed + 41, 3);
    const base = blend(ground, cloud, smooth(0.25, 0.75, cloudiness));
    const broad = strength * (1 - smooth(0, veinWidth, wide)) * smooth(0.25, 0.6, cloudiness);
    const thin = hair * (1 - smooth(0, veinWidth * 0.35, fine));
    const veined = blend(base, vein, Math.min(1, broad + thin * 0.8));
    return lit(veined, 1 + 0.05 * fractal(u * 12, v * 12, seed + 51, 2));
  };
};

/** Ground, clouds, veins: pale stone with dark veins, dark stone with pale ones, or any colour. */
function marbleTones(rng: Rng): readonly [Rgb, Rgb, Rgb] {
  const kind = rng.uniform();
  const hue = rng.uniform(0, 360);
  if (kind < 0.4) {
    const l = rng.uniform(0.86, 0.94);
    return [
      oklch(l, 0.012, hue),
      oklch(l - 0.12, 0.02, hue),
      oklch(rng.uniform(0.35, 0.55), 0.03, hue + 30),
    ];
  }
  if (kind < 0.65) {
    const l = rng.uniform(0.2, 0.36);
    const chroma = rng.uniform(0.01, 0.08);
    return [
      oklch(l, chroma, hue),
      oklch(l + 0.12, chroma, hue),
      oklch(rng.uniform(0.78, 0.93), 0.02, hue + 60),
    ];
  }
  const [dark, middle, light] = palette(rng, 3, 0.4) as [Rgb, Rgb, Rgb];
  return rng.uniform() < 0.5 ? [light, middle, dark] : [dark, middle, light];
}
