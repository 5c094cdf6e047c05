/** Turns a picture file into pixels with the browser's own decoders; runs where there is a canvas. */
import { unturned } from "./formats/orientation.ts";
import type { RgbImage } from "./rgbImage.ts";
import { scaledSize, type Target } from "./scaledSize.ts";
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
 * @throws whatever the browser throws for a picture that it cannot decode
 */
export async function decodePicture(blob: Blob, target: Target): Promise<DecodedPicture> {
  const { blob: picture, orientation } = await unturned(blob);
  const whole = await createImageBitmap(picture, {
    imageOrientation: "from-image",
    premultiplyAlpha: "premultiply", // scaling plain alpha would bleed the colours of invisible pixels
    colorSpaceConversion: "none",
  });
  const { width, height } = whole;
  const size = scaledSize(whole, target);
  const scaled = await scaleBitmap(whole, size.width, size.height);
  try {
    const image = turnImage(pixelsOnWhite(scaled), orientation);
    return isOnItsSide(orientation)
      ? { image, width: height, height: width }
      : { image, width, height };
  } finally {
    scaled.close();
  }
}

/** Closes `bitmap` when it gives another one. */
async function scaleBitmap(bitmap: ImageBitmap, width: number, height: number) {
  if (bitmap.width === width && bitmap.height === height) return bitmap;
  try {
    return await createImageBitmap(bitmap, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: "high",
    });
  } finally {
    bitmap.close();
  }
}

function pixelsOnWhite(bitmap: ImageBitmap): RgbImage {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("No 2D canvas in this worker");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  const rgba = context.getImageData(0, 0, width, height).data;
  const pixels = new Uint8Array(width * height * 3); // [height, width, 3]
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    pixels[to++] = rgba[from] as number;
    pixels[to++] = rgba[from + 1] as number;
    pixels[to++] = rgba[from + 2] as number;
  }
  return { width, height, pixels };
}
