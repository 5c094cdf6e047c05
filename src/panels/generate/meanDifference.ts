/** How far two pictures are from each other. */

/**
 * Mean absolute difference of a colour value, as a share of its whole range: 0 for the same picture, 1
 * for black and white. Transparency does not count.
 * @param a, b  RGBA bytes of as many pixels
 */
export function meanDifference(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 4) {
    for (let colour = at; colour < at + 3; colour++) {
      sum += Math.abs((a[colour] ?? 0) - (b[colour] ?? 0));
    }
  }
  return sum / ((a.length / 4) * 3 * 255);
}

/** The same of two bitmaps; the second is scaled to the size of the first. */
export function bitmapDifference(a: ImageBitmap, b: ImageBitmap): number {
  const { width, height } = a;
  return meanDifference(pixelsOf(a, width, height), pixelsOf(b, width, height));
}

function pixelsOf(bitmap: ImageBitmap, width: number, height: number): Uint8ClampedArray {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("No canvas to compare pictures on");
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}
