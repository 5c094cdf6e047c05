/** Where patches lie in a photo: the same rule for cutting them and for drawing them on a preview. */
import { mixSeed, Rng } from "./rng.ts";

export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A regular grid that reaches every edge, row by row.
 * @param photo   px, at least `size` on both sides
 * @param overlap share of a patch that its neighbour repeats, 0…0.75
 */
export function gridPlaces(photo: Size, size: number, overlap: number): readonly Place[] {
  const columns = gridStarts(photo.width, size, overlap);
  return gridStarts(photo.height, size, overlap).flatMap((y) => columns.map((x) => ({ x, y })));
}

/** Regular steps along one side; the last patch is aligned to the edge, so that nothing is left out. */
export function gridStarts(length: number, size: number, overlap: number): readonly number[] {
  const stride = Math.max(1, Math.round(size * (1 - overlap)));
  const count = Math.ceil((length - size) / stride) + 1;
  return Array.from({ length: count }, (_, i) => Math.min(i * stride, length - size));
}

/** `count` seeded places, anywhere a patch fits. */
export function randomPlaces(photo: Size, size: number, count: number, rng: Rng): readonly Place[] {
  return Array.from({ length: count }, () => ({
    x: rng.below(photo.width - size + 1),
    y: rng.below(photo.height - size + 1),
  }));
}

/**
 * What draws the random places of one photo.
 * @param index of the photo among all of the data, class by class
 */
export const placesRng = (seed: number, index: number): Rng => new Rng(mixSeed(seed, index));

/** Photos are never enlarged more than this to reach a wanted side. */
export const maxEnlargement = 4;

/** By how much a photo is scaled so that its short side has so many px. */
export const scaleTo = (shortSide: number, { width, height }: Size): number =>
  Math.min(maxEnlargement, shortSide / Math.min(width, height));

/** The same proportions with a short side of at least `side` px. */
export function atLeast({ width, height }: Size, side: number): Size {
  const scale = Math.max(1, side / Math.min(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
