/** From decoded photos to a texture with its figures. */
import type { RgbImage } from "../../data/rgbImage.ts";
import type { Counting } from "../../lib/pieces.ts";
import type { AssembledTexture, AssembleSettings } from "../../protocol/assembling.ts";
import { assemble } from "./assemble.ts";
import { evenLight } from "./evenLight.ts";
import { cutStep, mostUses, seams } from "./figures.ts";

/**
 * @param side of each photo's centre, px: all that is used of it
 * @throws as `assemble`
 */
export async function assembleTexture(
  photos: readonly RgbImage[],
  settings: AssembleSettings,
  side?: number,
  counting?: Counting,
): Promise<AssembledTexture> {
  const begun = performance.now();
  const used = side === undefined ? photos : photos.map((photo) => centreOf(photo, side));
  const even = used.map((photo) => evenLight(photo, settings.evenLight));
  const assembly = await assemble(even, settings, counting);
  const seconds = (performance.now() - begun) / 1000;
  const { image, block } = assembly;
  const [seamX, seamY] = seams(image);
  const figures = { block, seamX, seamY, cutStep: cutStep(assembly), mostUses: mostUses(assembly) };
  return { ...image, pixels: image.pixels.slice(), ...figures, seconds };
}

/** The middle of a photo, `side` px wide and high, or all that there is. */
function centreOf({ width, height, pixels }: RgbImage, side: number): RgbImage {
  const centre = { width: Math.min(width, side), height: Math.min(height, side) };
  const left = (width - centre.width) >> 1;
  const top = (height - centre.height) >> 1;
  const cut = new Uint8Array(centre.width * centre.height * 3);
  for (let y = 0; y < centre.height; y++) {
    const from = ((top + y) * width + left) * 3;
    cut.set(pixels.subarray(from, from + centre.width * 3), y * centre.width * 3);
  }
  return { ...centre, pixels: cut };
}
