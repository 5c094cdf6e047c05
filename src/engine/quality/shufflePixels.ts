/** Pictures with their pixels in another order: the colours stay, the texture is gone. */
import type { Rng } from "../../lib/rng.ts";
import { type Images, movedPixels } from "../pictures/images.ts";

/** Each image in a random order of its own. */
export function shufflePixels(images: Images, rng: Rng): Images {
  const orders = Array.from({ length: images.count }, () => rng.permutation(images.side ** 2));
  return movedPixels(images, (image, pixel) => orders[image]?.[pixel] as number); // one an image
}
