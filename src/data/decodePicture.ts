/** Turns a picture file into pixels with the browser's own decoders; runs where there is a canvas. */
import type { Size } from "./formats/format.ts";
import { unturned } from "./formats/orientation.ts";
import type { RgbImage } from "./rgbImage.ts";
import { scaledSize, type Target } from "./scaledSize.ts";
import { Scaler } from "./scaleImage.ts";
import { isOnItsSide, turnImage } from "./turnImage.ts";

export interface DecodedPicture {
  readonly image: RgbImage;
  /** The whole photo, px, upright. */
  readonly width: number;
  readonly height: number;
}

/**
 * First frame, upright by EXIF, scaled to `target`, transparent parts on white. Colour profiles are
 * not applied: a texture's numbers stay as they are in the file.
 * @param bytes  of the whole file: a Blob is read through the browser's own process, which costs milliseconds each time
 * @throws whatever the browser throws for a picture that it cannot decode
 */
export async function decodePicture(
  bytes: Uint8Array<ArrayBuffer>,
  target: Target,
): Promise<DecodedPicture> {
  const { blob: picture, orientation } = unturned(bytes);
  const whole = await createImageBitmap(picture, {
    imageOrientation: "from-image",
    premultiplyAlpha: "premultiply", // the colours of invisible pixels must not bleed
    colorSpaceConversion: "none",
  });
  const { width, height } = whole;
  try {
    const image = turnImage(scaledOnWhite(whole, scaledSize(whole, target)), orientation);
    return isOnItsSide(orientation)
      ? { image, width: height, height: width }
      : { image, width, height };
  } finally {
    whole.close();
  }
}

/** Pixels read from the canvas at once: a few megabytes, however large the picture is. */
const pixelsAtOnce = 2 ** 20;

/** Scaled by ourselves, because each browser's canvas scales in its own way; with white behind. */
function scaledOnWhite(bitmap: ImageBitmap, size: Size): RgbImage {
  const { width, height } = bitmap;
  const most = Math.min(height, Math.max(1, Math.floor(pixelsAtOnce / width)));
  const context = new OffscreenCanvas(width, most).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("No 2D canvas in this worker");
  context.fillStyle = "white";
  const scaler = new Scaler(bitmap, size);
  for (let y = 0; y < height; y += most) {
    const rows = Math.min(most, height - y);
    context.fillRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, y, width, rows, 0, 0, width, rows);
    scaler.add(context.getImageData(0, 0, width, rows).data, 4);
  }
  return scaler.image;
}
