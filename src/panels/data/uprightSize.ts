/** Sides of a photo as it is shown. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * An early version recorded PNG and WebP photos that their EXIF data turn as they lay before the turn. They give
 * as many patches either way, and are trained on upright; where they are shown their sides change places.
 * @param shown the photo as it was read just now, at whatever size; null before that
 */
export function uprightSize({ width, height }: Size, shown: Size | null): Size {
  const isTurned =
    shown !== null && Math.sign(width - height) * Math.sign(shown.width - shown.height) < 0;
  return isTurned ? { width: height, height: width } : { width, height };
}
