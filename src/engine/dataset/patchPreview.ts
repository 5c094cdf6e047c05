/** What training would see of a project, before it starts: counts and a sheet of sample patches. */
import { countPatches, cutPatches } from "../../data/cutPatches.ts";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { evenly } from "../../lib/evenly.ts";
import { placesRng } from "../../lib/patchPlaces.ts";
import { mapPooled } from "../../lib/pool.ts";
import type { DataGlance, PatchAmount, PatchPreview } from "../../protocol/dataset.ts";
import { toBitmap } from "../pictures/contactSheet.ts";
import { readsAtOnce } from "./trainingPatches.ts";

const columns = 10;

/** One row a class, patches of its first few photos; unreadable photos leave black. */
export async function previewPatches(
  data: DataGlance,
  resolvePhoto: ResolvePhoto,
): Promise<PatchPreview> {
  const { size } = data.patches;
  const rows = Math.max(1, data.classes.length);
  const pixels = new Uint8Array(rows * columns * size * size * 3);
  const strips = await sampleRows(data, resolvePhoto);
  for (const [row, patches] of strips.entries()) {
    for (const [column, patch] of patches.entries()) {
      placePatch(pixels, patch, size, row, column);
    }
  }
  return {
    training: data.classes.map(({ training }) => countOf(training)),
    heldOut: data.classes.map(({ heldOut }) => countOf(heldOut)),
    sheet: await toBitmap({ width: columns * size, height: rows * size, pixels }),
    columns,
    rows,
  };
}

/** Sample patches of each class, as training takes them: [size, size, 3] RGB bytes each. */
export function sampleRows(data: DataGlance, resolvePhoto: ResolvePhoto): Promise<Uint8Array[][]> {
  return mapPooled(data.classes, readsAtOnce, (entry) => sampleRow(entry, data, resolvePhoto));
}

const countOf = ({ sizes, patches }: PatchAmount): number =>
  sizes.reduce(
    (sum, { width, height, count }) => sum + count * countPatches(width, height, patches),
    0,
  );

/** Up to `columns` patches, spread over the photos and within each. */
async function sampleRow(
  { photos, first }: DataGlance["classes"][number],
  { patches }: DataGlance,
  resolvePhoto: ResolvePhoto,
): Promise<Uint8Array[]> {
  const perPhoto = Math.ceil(columns / Math.max(1, photos.length));
  const patchBytes = patches.size * patches.size * 3;
  const row: Uint8Array[] = [];
  for (const [index, photo] of photos.entries()) {
    const image = await resolvePhoto(photo.source, { shortSide: patches.shortSide }).catch(
      () => null,
    );
    if (!image) continue;
    const cut = cutPatches(image, patches, placesRng(patches.seed, first + index));
    for (const patch of evenly(cut.length / patchBytes, perPhoto))
      row.push(cut.subarray(patch * patchBytes, (patch + 1) * patchBytes));
  }
  return row.slice(0, columns);
}

function placePatch(
  sheet: Uint8Array,
  patch: Uint8Array,
  size: number,
  row: number,
  column: number,
): void {
  for (let line = 0; line < size; line++) {
    const from = line * size * 3;
    const to = ((row * size + line) * columns + column) * size * 3;
    sheet.set(patch.subarray(from, from + size * 3), to);
  }
}
