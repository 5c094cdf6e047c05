/** Numbers behind a slider: a position on its track, linear or logarithmic, and the steps it takes. */
export interface SliderScale {
  readonly min: number;
  readonly max: number;
  /** Distance of two values; ignored on a logarithmic scale, where a step is a hundredth of the track. */
  readonly step: number;
  readonly isLog: boolean;
  /** Only whole numbers. */
  readonly isWhole?: boolean;
}

const trackSteps = 100;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Place on the track, 0…1. */
export function positionOf(value: number, { min, max, isLog }: SliderScale): number {
  const place = isLog ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return Number.isFinite(place) ? clamp(place, 0, 1) : 0;
}

/** Value at a place of the track, on a step (a tenth of one when `fine`). */
export function valueAt(position: number, scale: SliderScale, fine = false): number {
  const { min, max, isLog } = scale;
  const value = isLog ? min * (max / min) ** position : min + position * (max - min);
  return snap(value, scale, fine);
}

/** The nearest value that the slider may take. Log scales keep three significant digits (four when fine). */
export function snap(value: number, scale: SliderScale, fine = false): number {
  const { min, max, isLog, isWhole = false } = scale;
  if (isLog) {
    const short = Number(value.toPrecision(fine ? 4 : 3));
    return clamp(isWhole ? Math.round(short) : short, min, max);
  }
  const step = fine ? scale.step / 10 : scale.step;
  const unit = isWhole ? Math.max(1, Math.round(step)) : step;
  const decimals = Math.max(0, Math.ceil(-Math.log10(unit)) + 1);
  const steps = Math.round((value - min) / unit);
  return clamp(Number((min + steps * unit).toFixed(Math.min(12, decimals))), min, max);
}

/** The value `count` steps away (a tenth of a step each when `fine`). */
export function moved(value: number, count: number, scale: SliderScale, fine = false): number {
  if (!scale.isLog) {
    const step = scale.step * (fine ? 0.1 : 1);
    return snap(value + count * (scale.isWhole ? Math.max(1, step) : step), scale, fine);
  }
  const position = positionOf(value, scale) + (count / trackSteps) * (fine ? 0.1 : 1);
  const next = valueAt(clamp(position, 0, 1), scale, fine);
  const isStuck = scale.isWhole && next === value; // a step may be shorter than one whole number
  return isStuck ? snap(value + Math.sign(count), scale) : next;
}

/** Steps that Page Up and Page Down take: a tenth of the track, at least one. */
export function pageSteps({ min, max, step, isLog }: SliderScale): number {
  return isLog ? trackSteps / 10 : Math.max(1, Math.round((max - min) / step / 10));
}
