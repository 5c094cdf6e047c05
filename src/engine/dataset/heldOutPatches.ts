/** Real patches that no run has seen, as bytes. */
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { evenly } from "../../lib/evenly.ts";
import type { TrainingData } from "../../protocol/project.ts";
import { splitPatches } from "./trainingPatches.ts";

/** At most `count` held-out patches, spread evenly: [n, size, size, 3] RGB bytes. */
export async function heldOutPatches(
  data: TrainingData,
  count: number,
  resolvePhoto: ResolvePhoto,
): Promise<Uint8Array> {
  const { heldOut } = await splitPatches(data, "images", resolvePhoto);
  const patchBytes = heldOut.size * heldOut.size * 3;
  const chosen = evenly(heldOut.labels.length, count);
  const bytes = new Uint8Array(chosen.length * patchBytes);
  for (const [at, patch] of chosen.entries()) {
    const start = patch * patchBytes;
    bytes.set(heldOut.pixels.subarray(start, start + patchBytes), at * patchBytes);
  }
  return bytes;
}
