/** Pictures of single photos and of the patches that a project gives. */
import { latest } from "../lib/latest.ts";
import { glanceOf, type PatchPreview } from "../protocol/dataset.ts";
import type { PhotoSource, TrainingData } from "../protocol/project.ts";
import type { StorageUse } from "../protocol/storageUse.ts";
import { askEngine } from "./workers.ts";

/** A whole photo, also of a file that is not stored, long side at most `maxSide` px; the caller closes it. Throws `UnreadableImage` by name. */
export const wholePhoto = (source: PhotoSource | Blob, maxSide: number): Promise<ImageBitmap> =>
  askEngine((engine) => engine.photo(source, maxSide));

/** Patch counts and a sheet of samples; null where a newer request took its place. The caller closes it. */
export const previewPatches: (data: TrainingData) => Promise<PatchPreview | null> = latest((data) =>
  askEngine((engine) => engine.previewPatches(glanceOf(data))),
);

/** Asks the browser not to clear what is kept; gives whether it promises. */
export const keepStorage = async (): Promise<boolean> =>
  (await navigator.storage?.persist?.()) ?? false;

export const storageUse = (): Promise<StorageUse> => askEngine((engine) => engine.storageUse());
