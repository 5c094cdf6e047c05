/** From decoded photos to a texture with its figures. */
import { centreOf } from "../../data/centreOf.ts";
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
  const used =
    side === undefined
      ? photos
      : photos.map((photo) =>
          centreOf(photo, Math.min(photo.width, side), Math.min(photo.height, side)),
        );
  const even = used.map((photo) => evenLight(photo, settings.evenLight));
  const assembly = await assemble(even, settings, counting);
  const seconds = (performance.now() - begun) / 1000;
  const { image, block } = assembly;
  const [seamX, seamY] = seams(image);
  const figures = { block, seamX, seamY, cutStep: cutStep(assembly), mostUses: mostUses(assembly) };
  return { ...image, pixels: image.pixels.slice(), ...figures, seconds };
}
