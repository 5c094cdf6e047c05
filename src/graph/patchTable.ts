/** What each image of a batch is made from: one row of numbers, drawn on the host, applied on the device. */

/**
 * Columns of the table [B, 10]. Pixel (y, x) of the image comes from row y0 + yy·y + yx·x and column
 * x0 + xy·y + xx·x of the patch, both modulo the side (the factors are -1, 0 or 1); then, on values in
 * [-1, 1]: grey moves towards the luma 0.299 r + 0.587 g + 0.114 b (0: colour, 1: grey); contrast
 * multiplies the distance from the image's own mean over all its values; brightness is added; the
 * result is clipped to [-1, 1].
 */
export const patchColumns = [
  "patch",
  "y0",
  "yy",
  "yx",
  "x0",
  "xy",
  "xx",
  "grey",
  "contrast",
  "brightness",
] as const;

export type PatchColumn = (typeof patchColumns)[number];
