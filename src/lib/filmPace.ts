/** How fast a film is played, on the page and in its GIF alike. */

/** Whole play, and how long one frame may take, ms. */
const playMs = 6000;
const leastMs = 80;
const mostMs = 400;

/** How long each frame of a film is shown, ms. @param count frames */
export function frameMs(count: number): number {
  return Math.min(mostMs, Math.max(leastMs, playMs / Math.max(1, count - 1)));
}
