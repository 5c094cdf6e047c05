/** How large a texture's parts are, from the photo's autocorrelation, and which blocks that asks for. */
import type { RgbImage } from "../../data/rgbImage.ts";
import { reduced } from "./level.ts";

export interface TextureScale {
  /** After so many px it comes again; null where nothing does. */
  readonly period: number | null;
  /** Within so many px neighbours are alike. */
  readonly grain: number;
}

/** The photo is looked at with about so many px on its short side. */
const lookedAt = 128;
/** What a peak of the correlation must reach, and how far it must rise out of the valley before it. */
const leastPeak = 0.2;
const leastRise = 0.15;
/** Neighbours that correlate by less are not alike. */
const alike = 0.2;

export function textureScale(photo: RgbImage): TextureScale {
  const factor = Math.max(1, Math.floor(Math.min(photo.width, photo.height) / lookedAt));
  const { width, height, pixels } = reduced(photo, factor);
  const grey = Float32Array.from(
    { length: width * height },
    (_, i) =>
      (pixels[3 * i] as number) + (pixels[3 * i + 1] as number) + (pixels[3 * i + 2] as number),
  );
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const deviations = grey.map((value) => value - mean);
  const ways = [
    correlation(deviations, width, height, 1, width),
    correlation(deviations, height, width, width, 1),
  ];
  const periods = ways.map(firstPeak).filter((lag) => lag !== null);
  return {
    period: periods.length === 0 ? null : factor * Math.max(...periods),
    grain: factor * Math.max(...ways.map(reach)),
  };
}

/** Of lines with themselves, by lag, up to half a line; 0 everywhere on a flat photo. */
function correlation(
  values: Float32Array,
  length: number,
  lines: number,
  along: number,
  across: number,
): Float64Array {
  const sums = new Float64Array(Math.max(1, Math.floor(length / 2)));
  for (let lag = 0; lag < sums.length; lag++) {
    let sum = 0;
    for (let line = 0; line < lines; line++) {
      for (let i = 0, at = line * across; i < length - lag; i++, at += along)
        sum += (values[at] as number) * (values[at + lag * along] as number);
    }
    sums[lag] = sum / (lines * (length - lag));
  }
  const variance = sums[0] as number;
  return sums.map((sum) => (variance > 1 ? sum / variance : 0));
}

/** The highest hill after the first valley, or null where none stands out. */
function firstPeak(correlations: Float64Array): number | null {
  let lowest = 1;
  let peak: number | null = null;
  let highest = leastPeak;
  for (let lag = 1; lag < correlations.length - 1; lag++) {
    const here = correlations[lag] as number;
    lowest = Math.min(lowest, here);
    const isHill =
      here >= (correlations[lag - 1] as number) && here > (correlations[lag + 1] as number);
    // A multiple of the period is as high: only what is clearly higher takes its place.
    if (!isHill || here < lowest + leastRise || here < highest) continue;
    peak = lag;
    highest = here + 0.1;
  }
  return peak;
}

function reach(correlations: Float64Array): number {
  const lag = correlations.findIndex((value) => value < alike);
  return Math.max(1, lag < 0 ? correlations.length : lag);
}

/** Side of the blocks that hold a texture's parts, px: a period and what its neighbours overlap, or some grains. */
export function proposedBlock(photo: RgbImage): number {
  const { period, grain } = textureScale(photo);
  return Math.round(period === null ? 8 * grain : 1.33 * period);
}
