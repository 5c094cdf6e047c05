/** From photos to patches, as people see it before they train. */

import type { PatchSettings, Photo, PhotoSource, TextureClass, TrainingData } from "./project.ts";
import type { DataSet } from "./runData.ts";
import type { Hparams } from "./spec.ts";

export interface PatchPreview {
  /** Patches per class, in class order: training and held out. */
  readonly training: readonly number[];
  readonly heldOut: readonly number[];
  /** A sheet of sample patches, `columns` × `rows`, one row a class. */
  readonly sheet: ImageBitmap;
  readonly columns: number;
  readonly rows: number;
}

/** The largest settings that fit, as far as they differ from those asked for. */
export type FittingSettings = Partial<Pick<PatchSettings, "cut" | "overlap" | "cropsPerPhoto">> & {
  readonly batchSize?: number;
};

/** What training would take of the memory, counted before it is taken. */
export interface MemoryNeed {
  readonly patches: number;
  readonly bytes: number;
  /** What a page may take; a run that needs more is refused. */
  readonly budget: number;
  /** Where it is too much: what is not, or null where no setting helps. */
  readonly fits: FittingSettings | null;
}

/** What the number of patches depends on: photos of the same size give as many each, and most of a camera's are. */
export interface PatchAmount {
  /** px, and how many photos have them. */
  readonly sizes: readonly {
    readonly width: number;
    readonly height: number;
    readonly count: number;
  }[];
  readonly patches: PatchSettings;
}

/** Small, however long the list of photos is. */
export function amountOf({
  classes,
  patches,
}: {
  readonly classes: readonly Pick<TextureClass, "photos">[];
  readonly patches: PatchSettings;
}): PatchAmount {
  const counts = new Map<string, PatchAmount["sizes"][number]>();
  for (const { width, height } of classes.flatMap(({ photos }) => photos)) {
    const size = `${width}:${height}`;
    counts.set(size, { width, height, count: (counts.get(size)?.count ?? 0) + 1 });
  }
  return { sizes: [...counts.values()], patches };
}

/** What a glance at a project's patches needs of it: small, however long the list of photos is. */
export interface DataGlance {
  readonly patches: PatchSettings;
  readonly classes: readonly {
    /** The first few. */
    readonly photos: readonly Photo[];
    /** Index of the first of them among the photos of all classes, which places of random crops depend on. */
    readonly first: number;
    readonly training: PatchAmount;
    readonly heldOut: PatchAmount;
  }[];
}

/** Photos of a class that a glance looks at; the sheet is no survey. */
const glancedPhotos = 5;

export function glanceOf({ classes, patches, heldOut }: TrainingData): DataGlance {
  const left = new Set(heldOut);
  const amount = (photos: readonly Photo[]) => amountOf({ classes: [{ photos }], patches });
  let next = 0;
  const glanced = classes.map(({ photos }) => {
    const first = next;
    next += photos.length;
    return {
      photos: photos.slice(0, glancedPhotos),
      first,
      training: amount(photos.filter(({ id }) => !left.has(id))),
      heldOut: amount(photos.filter(({ id }) => left.has(id))),
    };
  });
  return { patches, classes: glanced };
}

/** Photos and patches to look at. */
export interface DatasetApi {
  /** Square, centre-cropped thumbnails of `side` px; null where a photo cannot be read. */
  thumbnails(sources: readonly PhotoSource[], side: number): Promise<(ImageBitmap | null)[]>;
  /** The whole photo, long side at most `maxSide` px. Throws `UnreadableImage`. */
  photo(source: PhotoSource | Blob, maxSide: number): Promise<ImageBitmap>;
  /** The photos of runs that name this address. Throws `LostDataSet`, `StorageFailed`. */
  dataSet(address: string): Promise<DataSet>;
  previewPatches(data: DataGlance): Promise<PatchPreview>;
  /** What training on so much would take of the memory; nothing is read for it. */
  memoryNeed(amount: PatchAmount, hparams: Hparams): Promise<MemoryNeed>;
}
