/**
 * Gabor filters as a first layer that need not be learnt: waves under a bell, in several directions and
 * two wavelengths, even and odd (Jain & Farrokhnia, "Unsupervised texture segmentation using Gabor
 * filters", Pattern Recognition 24, 1991).
 */

/** Wavelengths, as shares of the filter's side. */
const wavelengths = [0.4, 0.8] as const;
/** Deviation of the bell, as a share of the filter's side. */
const deviation = 0.22;
const phases = [0, Math.PI / 2] as const;
const colours = 3;

/**
 * They look at brightness alone, have mean 0, and their squares sum to 1.
 * @param side  px, odd
 * @param count filters; directions follow from it
 * @returns     [side, side, 3, count]
 */
export function gaborBank(side: number, count: number): Float32Array {
  const bank = new Float32Array(side * side * colours * count);
  const directions = Math.ceil(count / (phases.length * wavelengths.length));
  for (let filter = 0; filter < count; filter++) {
    const phase = phases[filter % phases.length] as number;
    const kind = Math.floor(filter / phases.length);
    const wavelength = side * (wavelengths[kind % wavelengths.length] as number);
    const angle = (Math.PI * Math.floor(kind / wavelengths.length)) / directions;
    const values = normalized(gabor(side, wavelength, angle, phase));
    for (const [place, value] of values.entries()) {
      for (let colour = 0; colour < colours; colour++) {
        bank[(place * colours + colour) * count + filter] = value / Math.sqrt(colours);
      }
    }
  }
  return bank;
}

/** [side · side] */
function gabor(side: number, wavelength: number, angle: number, phase: number): Float64Array {
  const centre = (side - 1) / 2;
  const bell = 2 * (deviation * side) ** 2;
  return Float64Array.from({ length: side * side }, (_, place) => {
    const x = (place % side) - centre;
    const y = Math.floor(place / side) - centre;
    const along = x * Math.cos(angle) + y * Math.sin(angle);
    const wave = Math.cos((2 * Math.PI * along) / wavelength + phase);
    return wave * Math.exp(-(x ** 2 + y ** 2) / bell);
  });
}

/** Mean 0, squares summing to 1. */
function normalized(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const norm = Math.hypot(...centred);
  return centred.map((value) => value / norm);
}
