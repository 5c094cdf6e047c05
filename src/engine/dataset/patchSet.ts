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

/** Patches that are on the device already. */
type PackedPatches = Pick<PatchSet, "size" | "labels" | "photos" | "packed">;

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
  constructor(patches: PatchBytes | PackedPatches) {
    const { size, labels, photos } = patches;
    this.size = size;
    this.count = labels.length;
    this.labels = labels;
    this.photos = photos;
    this.packed = "packed" in patches ? patches.packed : upload(patches);
  }

  /** Of the patches of one class. */
  indicesOf(label: number): number[] {
    return [...this.labels.keys()].filter((at) => this.labels[at] === label);
  }

  /** The patches of one class, as a set to dispose of; null where there are none. */
  ofClass(label: number): PatchSet | null {
    const chosen = this.indicesOf(label);
    if (chosen.length === 0) return null;
    return new PatchSet({
      size: this.size,
      labels: Int32Array.from(chosen, () => label),
      photos: Int32Array.from(chosen, (at) => this.photos[at] as number), // one a patch
      packed: tf.tidy(() => tf.gather(this.packed, tf.tensor1d(chosen, "int32"))),
    });
  }

  dispose(): void {
    this.packed.dispose();
  }
}

function upload({ size, pixels, labels, photos }: PatchBytes): tf.Tensor2D {
  const count = labels.length;
  if (pixels.length !== count * size * size * 3 || photos.length !== count)
    throw new Error(`${count} patches of ${size} px do not fit ${pixels.length} bytes`);
  return tf.tensor2d(packPixels(pixels), [count, size * size], "int32");
}

/**
 * RGB bytes [n · 3] → [n] integers r + 256 g + 65536 b, exact also where int32 is kept as float32.
 * @param packed where they are written
 */
export function packPixels(rgb: Uint8Array, packed = new Int32Array(rgb.length / 3)): Int32Array {
  for (let i = 0, at = 0; i < packed.length; i++, at += 3)
    packed[i] = byteAt(rgb, at) | (byteAt(rgb, at + 1) << 8) | (byteAt(rgb, at + 2) << 16);
  return packed;
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] as number; // the callers stay below the length
}
