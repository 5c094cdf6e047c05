/** A sheet as it lies in a film. */
import type { RgbImage } from "../../data/rgbImage.ts";
import { toImageData } from "../pictures/contactSheet.ts";

/**
 * JPEG at full quality: at any lower one browsers halve the resolution of colour, which spoils small
 * patches. Within 4 of 255 levels of the pixels, half as large as a PNG, and made in a few ms.
 */
export function encodeSheet(sheet: RgbImage): Promise<Blob> {
  const canvas = new OffscreenCanvas(sheet.width, sheet.height);
  const context = canvas.getContext("2d", { willReadFrequently: true }); // on the processor, where it is encoded
  context?.putImageData(toImageData(sheet), 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 1 });
}
