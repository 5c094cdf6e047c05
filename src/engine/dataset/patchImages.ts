/** Resident patches as they are, on the host. */
import * as tf from "@tensorflow/tfjs";
import { takeData } from "../ops/takeData.ts";
import type { Images } from "../pictures/images.ts";
import type { PatchSet } from "./patchSet.ts";

/** The given patches; read packed, which is a third of the way's width. */
export async function patchImages(
  { packed, size: side }: Pick<PatchSet, "packed" | "size">,
  indices: ArrayLike<number>,
): Promise<Images> {
  const chosen = Int32Array.from(indices);
  const pixels = await takeData(tf.tidy(() => tf.gather(packed, tf.tensor1d(chosen, "int32"))));
  const values = new Float32Array(pixels.length * 3);
  for (const [at, pixel] of pixels.entries()) {
    values[3 * at] = (pixel & 255) / 127.5 - 1;
    values[3 * at + 1] = ((pixel >> 8) & 255) / 127.5 - 1;
    values[3 * at + 2] = ((pixel >> 16) & 255) / 127.5 - 1;
  }
  return { count: chosen.length, side, values };
}
