/** Cuts a scaled photo into square patches: a regular grid that reaches every edge, or random crops. */
import { atLeast, gridPlaces, gridStarts, randomPlaces } from "../lib/patchPlaces.ts";
import type { Rng } from "../lib/rng.ts";
import type { PatchSettings } from "../protocol/project.ts";
import type { RgbImage } from "./rgbImage.ts";
import { scaledSize } from "./scaledSize.ts";
import { scaleImage } from "./scaleImage.ts";

const channels = 3;

/** Raised whenever the same photos and settings give other patches than before; kept patches are cut anew then. */
export const cuttingVersion = 2;

/**
 * @param image the photo scaled to `settings.shortSide`; one smaller than a patch is enlarged to fit
 * @param rng   decides the places of random crops; not used for a grid
 * @returns     [n, size, size, 3] RGB bytes, at least one patch
 */
export function cutPatches(image: RgbImage, settings: PatchSettings, rng: Rng): Uint8Array {
  const { size } = settings;
  const photo = scaleImage(image, atLeast(image, size));
  const places =
    settings.cut === "grid"
      ? gridPlaces(photo, size, settings.overlap)
      : randomPlaces(photo, size, settings.cropsPerPhoto, rng);
  const patches = new Uint8Array(places.length * size * size * channels);
  for (const [n, { x, y }] of places.entries()) {
    for (let row = 0; row < size; row++) {
      const from = ((y + row) * photo.width + x) * channels;
      const to = (n * size + row) * size * channels;
      patches.set(photo.pixels.subarray(from, from + size * channels), to);
    }
  }
  return patches;
}

/** How many patches a photo of this original size gives, without looking at its pixels. */
export function countPatches(width: number, height: number, settings: PatchSettings): number {
  if (settings.cut === "random") return settings.cropsPerPhoto;
  const scaled = scaledSize({ width, height }, { shortSide: settings.shortSide });
  const { width: across, height: down } = atLeast(scaled, settings.size);
  const count = (length: number) => gridStarts(length, settings.size, settings.overlap).length;
  return count(across) * count(down);
}
