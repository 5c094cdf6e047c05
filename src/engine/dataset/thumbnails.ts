/** Photos as the page shows them. */
import { NotServed, UnreadableImage } from "../../data/errors.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import type { RgbImage } from "../../data/rgbImage.ts";
import { type SampleSheet, tileSide } from "../../data/sampleSheet.ts";
import { mapPooled } from "../../lib/pool.ts";
import type { PhotoSource } from "../../protocol/project.ts";
import { toBitmap } from "../pictures/contactSheet.ts";
import { readsAtOnce } from "./trainingPatches.ts";

export interface ThumbnailTools {
  readonly resolvePhoto: ResolvePhoto;
  readonly sampleSheet: Pick<SampleSheet, "tile">;
}

/**
 * Square and centre-cropped, `side` px where the photo allows, those of shipped photos at least so many;
 * null where it cannot be read.
 */
export function thumbnails(
  sources: readonly PhotoSource[],
  side: number,
  { resolvePhoto, sampleSheet }: ThumbnailTools,
): Promise<(ImageBitmap | null)[]> {
  return mapPooled(sources, readsAtOnce, async (source) => {
    try {
      const isInSheet = source.kind === "sample" && side <= tileSide;
      const tile = isInSheet ? await sampleSheet.tile(source.path) : null;
      const image = tile ?? (await resolvePhoto(source, { shortSide: side }));
      return await toBitmap(centreSquare(image));
    } catch (error) {
      if (error instanceof UnreadableImage || error instanceof NotServed) return null;
      throw error;
    }
  });
}

/** The largest square around the middle. */
export function centreSquare({ width, height, pixels }: RgbImage): RgbImage {
  const side = Math.min(width, height);
  const left = Math.floor((width - side) / 2);
  const top = Math.floor((height - side) / 2);
  const square = new Uint8Array(side * side * 3);
  for (let line = 0; line < side; line++) {
    const from = ((top + line) * width + left) * 3;
    square.set(pixels.subarray(from, from + side * 3), line * side * 3);
  }
  return { width: side, height: side, pixels: square };
}
