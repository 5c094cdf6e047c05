/**
 * Patches resident on the device, packed one int32 a pixel (r + 256 g + 65536 b): a third of the
 * memory of float images, and a batch is a gather instead of an upload.
 */
import * as tf from "@tensorflow/tfjs";

/** Patches on the host, as the data side cuts them. */
export interface PatchBytes {
  /** Side of a patch, px. */
  readonly size: number;
  /** [N, size, size, 3], 0…255 */
  readonly pixels: Uint8Array;
  /** [N] class index. */
  readonly labels: Int32Array;
  /** [N] index of the photo that the patch was cut from. */
  readonly photos: Int32Array;
}

export class PatchSet {
  readonly size: number;
  readonly count: number;
  /** [N] class index, on the host. */
  readonly labels: Int32Array;
  /** [N] index of the photo, on the host. */
  readonly photos: Int32Array;
  /** [N, size · size] int32, one packed pixel each, on the device. */
  readonly packed: tf.Tensor2D;

  /** @throws Error when lengths do not match */
  constructor({ size, pixels, labels, photos }: PatchBytes) {
    const count = labels.length;
    if (pixels.length !== count * size * size * 3 || photos.length !== count)
      throw new Error(`${count} patches of ${size} px do not fit ${pixels.length} bytes`);
    this.size = size;
    this.count = count;
    this.labels = labels;
    this.photos = photos;
    this.packed = tf.tensor2d(packPixels(pixels), [count, size * size], "int32");
  }

  dispose(): void {
    this.packed.dispose();
  }
}

/** RGB bytes [n · 3] → [n] integers r + 256 g + 65536 b, exact also where int32 is kept as float32. */
export function packPixels(rgb: Uint8Array): Int32Array {
  const packed = new Int32Array(rgb.length / 3);
  for (let i = 0, at = 0; i < packed.length; i++, at += 3)
    packed[i] = byteAt(rgb, at) | (byteAt(rgb, at + 1) << 8) | (byteAt(rgb, at + 2) << 16);
  return packed;
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] as number; // the callers stay below the length
}
