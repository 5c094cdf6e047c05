/** What a pattern is: parameters drawn once from a seed, then a colour for every point. */
import type { Rng } from "../../lib/rng.ts";

/** sRGB, each 0…1; values beyond are clipped at the end. */
export type Rgb = readonly [number, number, number];

/** Colour at a point of the unit square, y downwards. */
export type Painter = (x: number, y: number) => Rgb;

/** @param pixel width of one pixel in the unit square, the width over which edges are softened */
export type PatternMaker = (rng: Rng, pixel: number) => Painter;
