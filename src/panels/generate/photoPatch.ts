/** The part of a dropped photo that the model encodes: the centre patch of the scaled photo. */
import type { PatchSettings } from "../../protocol/project.ts";

/** A photo is never enlarged by more than this before it is cut. */
const mostEnlarged = 4;

/** Side of the centre square in the photo's own pixels, at most its short side. */
export function patchSideIn(
  photo: { readonly width: number; readonly height: number },
  { size, shortSide }: Pick<PatchSettings, "size" | "shortSide">,
): number {
  const short = Math.min(photo.width, photo.height);
  const scale = Math.min(mostEnlarged, shortSide / short);
  return Math.min(short, size / scale);
}

/** Draws that part, `side` px. Throws what the browser throws for a file that it cannot decode. */
export async function photoPatch(
  file: Blob,
  settings: Pick<PatchSettings, "size" | "shortSide">,
  side: number,
): Promise<ImageBitmap> {
  const photo = await createImageBitmap(file);
  try {
    const part = patchSideIn(photo, settings);
    const [x, y] = [(photo.width - part) / 2, (photo.height - part) / 2];
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext("2d");
    if (context) context.imageSmoothingQuality = "high";
    context?.drawImage(photo, x, y, part, part, 0, 0, side, side);
    return canvas.transferToImageBitmap();
  } finally {
    photo.close();
  }
}
