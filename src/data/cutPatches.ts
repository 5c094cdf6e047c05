/** Cuts a scaled photo into square patches: a regular grid that reaches every edge, or random crops. */
import type { Rng } from "../lib/rng.ts";
import type { PatchSettings } from "../protocol/project.ts";
import type { Size } from "./formats/format.ts";
import type { RgbImage } from "./rgbImage.ts";
import { scaledSize } from "./scaledSize.ts";
import { scaleImage } from "./scaleImage.ts";

const channels = 3;

/**
 * @param image the photo scaled to `settings.shortSide`; one smaller than a patch is enlarged to fit
 * @param rng   decides the places of random crops; not used for a grid
 * @returns     [n, size, size, 3] RGB bytes, at least one patch
 */
export function cutPatches(image: RgbImage, settings: PatchSettings, rng: Rng): Uint8Array {
  const { size } = settings;
  const photo = scaleImage(image, atLeast(image, size));
  const places =
    settings.cut === "grid" ? gridPlaces(photo, settings) : randomPlaces(photo, settings, rng);
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
  const photo = atLeast(scaled, settings.size);
  return starts(photo.width, settings).length * starts(photo.height, settings).length;
}

/** The same proportions with a short side of at least `side` px. */
function atLeast({ width, height }: Size, side: number): Size {
  const scale = Math.max(1, side / Math.min(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function gridPlaces(photo: Size, settings: PatchSettings): readonly Place[] {
  const columns = starts(photo.width, settings);
  return starts(photo.height, settings).flatMap((y) => columns.map((x) => ({ x, y })));
}

/** Regular steps along one side; the last patch is aligned to the edge, so that nothing is left out. */
function starts(length: number, { size, overlap }: PatchSettings): readonly number[] {
  const stride = Math.max(1, Math.round(size * (1 - overlap)));
  const count = Math.ceil((length - size) / stride) + 1;
  return Array.from({ length: count }, (_, i) => Math.min(i * stride, length - size));
}

function randomPlaces(photo: Size, settings: PatchSettings, rng: Rng): readonly Place[] {
  const { size, cropsPerPhoto } = settings;
  return Array.from({ length: cropsPerPhoto }, () => ({
    x: rng.below(photo.width - size + 1),
    y: rng.below(photo.height - size + 1),
  }));
}
