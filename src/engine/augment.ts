/**
 * Augmentation on the device. Flips, quarter turns and wrap-rolls are one integer map from target to
 * source pixel, so that however many are on, an image is moved by a single gather; colour follows
 * with per-image factors. All chance comes from the `Rng`.
 */
import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../lib/rng.ts";
import type { Hparams } from "../protocol/spec.ts";
import { unpackPixels } from "./patchSet.ts";

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

/**
 * Where the pixels of one image come from: source row = y0 + yy·y + yx·x and source column =
 * x0 + xy·y + xx·x, both modulo the side; the factors are -1, 0 or 1.
 */
export interface PixelMap {
  readonly y0: number;
  readonly yy: number;
  readonly yx: number;
  readonly x0: number;
  readonly xy: number;
  readonly xx: number;
}

/** Draws one image's map: mirrored, then turned, then rolled. */
export function drawPixelMap(strengths: AugmentStrengths, size: number, rng: Rng): PixelMap {
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

/**
 * Packed patches through one map each. Sync, inside `tf.tidy`.
 * @param packed [B, size · size] int32; B · size² ≤ 2²⁴, so that indices are exact in float32
 * @returns      [B, size · size] int32
 */
export function movePixels(
  packed: tf.Tensor2D,
  size: number,
  maps: readonly PixelMap[],
): tf.Tensor2D {
  const column = (value: (map: PixelMap, index: number) => number) =>
    tf.tensor3d(Float32Array.from(maps, value), [maps.length, 1, 1]);
  const y = tf.range(0, size).reshape([1, size, 1]);
  const x = tf.range(0, size).reshape([1, 1, size]);
  const wrap = (position: tf.Tensor) =>
    position.sub(
      position
        .add(0.5)
        .mul(1 / size)
        .floor()
        .mul(size),
    ); // [B, size, size]
  const row = wrap(
    y
      .mul(column((map) => map.yy))
      .add(x.mul(column((map) => map.yx)))
      .add(column((map) => map.y0)),
  );
  const col = wrap(
    y
      .mul(column((map) => map.xy))
      .add(x.mul(column((map) => map.xx)))
      .add(column((map) => map.x0)),
  );
  const start = column((_, index) => index * size * size);
  const source = row.mul(size).add(col).add(start).toInt().flatten(); // [B · size · size]
  return tf.gather(packed.flatten(), source).reshape([maps.length, size * size]);
}

/** Per-image brightness, contrast and loss of colour; images [B, H, W, 3] in [-1, 1], kept in it. */
export function shiftColours(
  images: tf.Tensor4D,
  strengths: AugmentStrengths,
  rng: Rng,
): tf.Tensor4D {
  const batch = images.shape[0];
  const draw = (value: () => number) =>
    tf.tensor4d(Float32Array.from({ length: batch }, value), [batch, 1, 1, 1]);
  let out = images;
  if (strengths.grey > 0) {
    const isGrey = draw(() => (rng.uniform() < strengths.grey ? 1 : 0));
    out = out.add<tf.Tensor4D>(toGrey(out).sub(out).mul(isGrey));
  }
  if (strengths.contrast > 0) {
    const factor = draw(() => 1 + rng.uniform(-strengths.contrast, strengths.contrast));
    const mean = out.reshape([batch, -1]).mean(1).reshape([batch, 1, 1, 1]);
    out = out.sub(mean).mul(factor).add<tf.Tensor4D>(mean);
  }
  if (strengths.brightness > 0)
    out = out.add<tf.Tensor4D>(
      draw(() => rng.uniform(-strengths.brightness, strengths.brightness)),
    );
  return out === images ? out : (out.clipByValue(-1, 1) as tf.Tensor4D);
}

/** Luma (ITU-R BT.601) in all three channels. [B, H, W, 3] → [B, H, W, 3] */
export function toGrey(images: tf.Tensor4D): tf.Tensor4D {
  const [batch, height, width] = images.shape;
  const weights = tf.tensor2d(
    [0.299, 0.587, 0.114].flatMap((w) => [w, w, w]),
    [3, 3],
  );
  return tf.matMul(images.reshape([-1, 3]), weights).reshape([batch, height, width, 3]);
}

/**
 * A batch of packed patches as augmented images. Sync, inside `tf.tidy`.
 * @param packed [B, size · size] int32
 * @returns      [B, size, size, 3] in [-1, 1]
 */
export function augment(
  packed: tf.Tensor2D,
  size: number,
  strengths: AugmentStrengths,
  rng: Rng,
): tf.Tensor4D {
  const batch = packed.shape[0];
  const isMoved = strengths.roll > 0 || strengths.flip > 0 || strengths.turn > 0;
  const maps = isMoved
    ? Array.from({ length: batch }, () => drawPixelMap(strengths, size, rng))
    : [];
  const moved = isMoved ? movePixels(packed, size, maps) : packed;
  const images = unpackPixels(moved.reshape([batch, size, size]));
  return shiftColours(images, strengths, rng);
}
