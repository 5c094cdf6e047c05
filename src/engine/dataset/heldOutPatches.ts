/** Real patches that no run has seen, as bytes. */
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { evenly } from "../../lib/evenly.ts";
import { mapPooled } from "../../lib/pool.ts";
import type { TrainingData } from "../../protocol/project.ts";
import { entriesOf, patchesOf, readsAtOnce } from "./trainingPatches.ts";

/** At most `count` held-out patches, spread evenly: [n, size, size, 3] RGB bytes; no other photo is read. */
export async function heldOutPatches(
  data: TrainingData,
  count: number,
  resolvePhoto: ResolvePhoto,
): Promise<Uint8Array> {
  const patchBytes = data.patches.size ** 2 * 3;
  const heldOut = new Set(data.heldOut);
  const cut = await mapPooled(entriesOf(data), readsAtOnce, async ({ photo }, index) =>
    heldOut.has(photo.id) ? await patchesOf(photo, index, data, resolvePhoto) : null,
  );
  const all = cut.flatMap((pixels) =>
    Array.from({ length: (pixels?.length ?? 0) / patchBytes }, (_, at) =>
      pixels?.subarray(at * patchBytes, (at + 1) * patchBytes),
    ),
  );
  const chosen = evenly(all.length, count);
  const bytes = new Uint8Array(chosen.length * patchBytes);
  for (const [at, patch] of chosen.entries()) bytes.set(all[patch] ?? [], at * patchBytes);
  return bytes;
}
