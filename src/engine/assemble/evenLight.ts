/**
 * Takes a photo's slow change of brightness and colour out, without which nothing assembled from it tiles. What is slow
 * is a polynomial of the third degree over the whole photo: it follows a lamp to one side or a lens that darkens the
 * corners, and no stone. Light multiplies, so it is divided out; each colour by itself.
 */
import type { RgbImage } from "../../data/rgbImage.ts";

const channels = 3;
const degree = 3;
/** Of the mean: no part of a photo is brightened more than this allows. */
const darkest = 0.25;

/** @param strength 0 leaves the photo as it is, 1 takes all of it out; the mean colour stays */
export function evenLight(photo: RgbImage, strength: number): RgbImage {
  if (strength === 0) return photo;
  const { width, height, pixels } = photo;
  const even = new Float32Array(pixels.length);
  const slow = slowLight(photo);
  for (let channel = 0; channel < channels; channel++) {
    const mean = meanOf(pixels, channel);
    for (let i = channel; i < pixels.length; i += channels) {
      const gain = (mean + 1) / (Math.max(slow[i] as number, darkest * mean) + 1);
      even[i] = (pixels[i] as number) * gain ** strength;
    }
    const brightness = mean / Math.max(meanOf(even, channel), 1e-6);
    for (let i = channel; i < even.length; i += channels)
      even[i] = (even[i] as number) * brightness;
  }
  return { width, height, pixels: Uint8Array.from(even, toByte) };
}

/** The slow part of every value: [height, width, 3], its projection on few polynomials. */
export function slowLight({ width, height, pixels }: RgbImage): Float32Array {
  const across = polynomials(width);
  const down = polynomials(height);
  const slow = new Float32Array(pixels.length);
  const line = new Float64Array(across.length);
  for (let channel = 0; channel < channels; channel++) {
    const weights = down.map(() => new Float64Array(across.length));
    for (let y = 0; y < height; y++) {
      for (const [i, values] of across.entries()) {
        let sum = 0;
        for (let x = 0, at = y * width * channels + channel; x < width; x++, at += channels)
          sum += (pixels[at] as number) * (values[x] as number);
        for (const [j, row] of weights.entries())
          if (i + j <= degree) row[i] = (row[i] as number) + sum * (down[j]?.[y] as number);
      }
    }
    for (let y = 0; y < height; y++) {
      line.fill(0);
      for (const [j, row] of weights.entries())
        for (const [i, weight] of row.entries())
          line[i] = (line[i] as number) + weight * (down[j]?.[y] as number);
      for (let x = 0, at = y * width * channels + channel; x < width; x++, at += channels) {
        let sum = 0;
        for (const [i, values] of across.entries())
          sum += (line[i] as number) * (values[x] as number);
        slow[at] = sum;
      }
    }
  }
  return slow;
}

/** Orthonormal over so many samples, by rising degree (Gram and Schmidt). */
function polynomials(samples: number): Float64Array[] {
  const basis: Float64Array[] = [];
  for (let power = 0; power <= Math.min(degree, samples - 1); power++) {
    const values = Float64Array.from(
      { length: samples },
      (_, i) => ((2 * i + 1) / samples - 1) ** power,
    );
    for (const lower of basis) {
      const share = dot(values, lower);
      for (let i = 0; i < samples; i++)
        values[i] = (values[i] as number) - share * (lower[i] as number);
    }
    const length = Math.sqrt(dot(values, values));
    basis.push(values.map((value) => value / length));
  }
  return basis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function meanOf(values: Uint8Array | Float32Array, channel: number): number {
  let sum = 0;
  for (let i = channel; i < values.length; i += channels) sum += values[i] as number;
  return (sum * channels) / values.length;
}

const toByte = (value: number): number => Math.round(Math.min(255, Math.max(0, value)));
