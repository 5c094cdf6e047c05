/**
 * Draws how each image of a batch is varied. Flips, quarter turns and wrap-rolls are one integer map
 * from target to source pixel; colour follows with factors of its own. What is drawn here is applied on
 * the device (`ops/patchBatch.ts`). All chance comes from the `Rng`.
 */
import type { PatchColumn } from "../../graph/patchTable.ts";
import type { Rng } from "../../lib/rng.ts";
import type { Hparams } from "../../protocol/spec.ts";

/** Each is 0 (off) … 1 unless stated otherwise. */
export interface AugmentStrengths {
  /** Largest wrap-around shift, as a share of the side. */
  readonly roll: number;
  /** Chance to mirror, for each axis. */
  readonly flip: number;
  /** Chance to turn by 90°, 180° or 270°. */
  readonly turn: number;
  /** Largest shift of the mean, in units of [-1, 1]. */
  readonly brightness: number;
  /** Contrast is multiplied by up to 1 ± this. */
  readonly contrast: number;
  /** Chance to remove all colour. */
  readonly grey: number;
}

/** The strengths among a model's hyperparameters; one it lacks is off. */
export function strengthsOf(hparams: Hparams): AugmentStrengths {
  const value = (key: keyof AugmentStrengths) => Number(hparams[key] ?? 0);
  return {
    roll: value("roll"),
    flip: value("flip"),
    turn: value("turn"),
    brightness: value("brightness"),
    contrast: value("contrast"),
    grey: value("grey"),
  };
}

/** What is done to one patch; the columns are explained in `graph/patchTable.ts`. */
export type Variation = Readonly<Record<Exclude<PatchColumn, "patch">, number>>;

/** The patch as it is. */
export const unvaried: Variation = {
  y0: 0,
  yy: 1,
  yx: 0,
  x0: 0,
  xy: 0,
  xx: 1,
  grey: 0,
  contrast: 1,
  brightness: 0,
};

/** Mirrored, then turned, then rolled; then the colours. */
export function drawVariation(strengths: AugmentStrengths, size: number, rng: Rng): Variation {
  return { ...drawPixelMap(strengths, size, rng), ...drawColours(strengths, rng) };
}

function drawPixelMap(strengths: AugmentStrengths, size: number, rng: Rng) {
  const mirrorY = rng.uniform() < strengths.flip;
  const mirrorX = rng.uniform() < strengths.flip;
  const turned = rng.uniform() < strengths.turn ? 1 + rng.below(3) : 0;
  const reach = Math.floor(size * strengths.roll);
  const shift = () => (reach === 0 ? 0 : rng.below(2 * reach + 1) - reach);
  const isQuarter = turned % 2 === 1;
  // 90°: (y, x) ← (x, s−1−y); 180°: (s−1−y, s−1−x); 270°: (s−1−x, y)
  const signY = (turned === 2 || turned === 3) !== mirrorY ? -1 : 1;
  const signX = (turned === 1 || turned === 2) !== mirrorX ? -1 : 1;
  return {
    y0: (signY < 0 ? size - 1 : 0) + shift(),
    yy: isQuarter ? 0 : signY,
    yx: isQuarter ? signY : 0,
    x0: (signX < 0 ? size - 1 : 0) + shift(),
    xy: isQuarter ? signX : 0,
    xx: isQuarter ? 0 : signX,
  };
}

function drawColours({ grey, contrast, brightness }: AugmentStrengths, rng: Rng) {
  return {
    grey: rng.uniform() < grey ? 1 : 0,
    contrast: 1 + rng.uniform(-contrast, contrast),
    brightness: rng.uniform(-brightness, brightness),
  };
}
