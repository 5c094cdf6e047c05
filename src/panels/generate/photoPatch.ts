/** The part of a dropped photo that the model encodes: the centre patch of the scaled photo. */
import { scaleTo } from "../../lib/patchPlaces.ts";
import type { PatchSettings } from "../../protocol/project.ts";

/** Side of the centre square in the photo's own pixels, at most its short side. */
export function patchSideIn(
  photo: { readonly width: number; readonly height: number },
  { size, shortSide }: Pick<PatchSettings, "size" | "shortSide">,
): number {
  const short = Math.min(photo.width, photo.height);
  return Math.min(short, size / scaleTo(shortSide, photo));
}

/** Draws that part, `side` px, of a photo that the engine has decoded; the photo is closed. */
export function photoPatch(
  photo: ImageBitmap,
  settings: Pick<PatchSettings, "size" | "shortSide">,
  side: number,
): ImageBitmap {
  const part = patchSideIn(photo, settings);
  const [x, y] = [(photo.width - part) / 2, (photo.height - part) / 2];
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext("2d");
  if (context) context.imageSmoothingQuality = "high";
  context?.drawImage(photo, x, y, part, part, 0, 0, side, side);
  photo.close();
  return canvas.transferToImageBitmap();
}
