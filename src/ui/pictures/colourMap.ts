/**
 * Inferno (Nathaniel Smith and Stéfan van der Walt, matplotlib, CC0): a perceptually even colour map,
 * read off at nine places and interpolated between them.
 */
const inferno = [
  [0, 0, 4],
  [33, 12, 74],
  [87, 16, 110],
  [138, 34, 106],
  [188, 55, 84],
  [228, 90, 49],
  [249, 142, 9],
  [249, 203, 53],
  [252, 255, 164],
] as const;

/** 256 colours, RGB bytes: [256 · 3]. */
export const heatColours: Uint8Array = Uint8Array.from({ length: 256 * 3 }, (_, index) => {
  const place = (Math.floor(index / 3) / 255) * (inferno.length - 1);
  const below = Math.min(Math.floor(place), inferno.length - 2);
  const channel = index % 3;
  const from = inferno[below]?.[channel] ?? 0;
  const to = inferno[below + 1]?.[channel] ?? 0;
  return Math.round(from + (to - from) * (place - below));
});

/**
 * Turns grey weights into colours in place. Low weights are let through, so that the picture below
 * stays readable where nothing drew the model's attention.
 * @param pixels RGBA bytes; the red channel holds the weight, 0…255
 */
export function paintHeat(pixels: Uint8ClampedArray): void {
  for (let at = 0; at < pixels.length; at += 4) {
    const weight = pixels[at] ?? 0;
    for (let channel = 0; channel < 3; channel++) {
      pixels[at + channel] = heatColours[weight * 3 + channel] ?? 0;
    }
    pixels[at + 3] = Math.round(255 * (weight / 255) ** 0.6);
  }
}
