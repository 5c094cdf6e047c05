/**
 * The photos of a run, held by reference: a frozen list lies in storage once, under the hash of what it says, and
 * is shared by all runs on it; their records, checkpoints and weight snapshots only name it.
 */
import { sha256Now } from "../lib/sha256.ts";
import type { PatchSettings, Photo, PhotoSource, TextureClass, TrainingData } from "./project.ts";

/** Which photos a run learns from, and which it is measured on. */
export interface DataSet {
  /** In the order of the labels. */
  readonly classes: readonly Pick<TextureClass, "id" | "photos">[];
  /** Ids of the photos kept for validation. */
  readonly heldOut: readonly string[];
}

export type ClassName = Pick<TextureClass, "id" | "name">;

/** What a run's record says of its data: all that its weights need, without a photo. */
export interface RunData {
  /** The address of its data set: SHA-256 (hex) of its canonical form. */
  readonly set: string;
  /** In the order of the labels. */
  readonly classes: readonly ClassName[];
  readonly patches: PatchSettings;
  /** How many photos there are… */
  readonly photoCount: number;
  /** …and how many of them are kept for validation. */
  readonly heldOutCount: number;
  /**
   * The data set itself, where it does not lie in storage under its address: with a run that is about to begin, one
   * that is shipped, and one that an early version wrote.
   */
  readonly list?: DataSet;
}

/** Data by reference, with the list of photos beside it. */
export function referred({ classes, patches, heldOut }: TrainingData): RunData {
  const list = dataSetOf({ classes, heldOut });
  return {
    set: addressOf(list),
    classes: classes.map(({ id, name }) => ({ id, name })),
    patches,
    photoCount: classes.reduce((sum, { photos }) => sum + photos.length, 0),
    heldOutCount: heldOut.length,
    list,
  };
}

/** A run's data with their photos. */
export const withPhotos = (
  { classes, patches }: RunData,
  { classes: photosOf, heldOut }: DataSet,
): TrainingData => ({
  classes: classes.map(({ id, name }, label) => ({
    id,
    name,
    photos: photosOf[label]?.photos ?? [],
  })),
  patches,
  heldOut,
});

/** Equal for equal data sets, whatever order their keys were in. */
export const canonicalOf = (set: DataSet): string =>
  JSON.stringify({ version: 1, ...dataSetOf(set) });

/** SHA-256 (hex) of the canonical form in UTF-8. */
export const addressOf = (set: DataSet): string =>
  sha256Now(new TextEncoder().encode(canonicalOf(set)));

const dataSetOf = ({ classes, heldOut }: DataSet): DataSet => ({
  classes: classes.map(({ id, photos }) => ({ id, photos: photos.map(photoOf) })),
  heldOut: [...heldOut],
});

const photoOf = ({ id, name, source, width, height }: Photo): Photo => ({
  id,
  name,
  source: sourceOf(source),
  width,
  height,
});

function sourceOf(source: PhotoSource): PhotoSource {
  switch (source.kind) {
    case "stored":
      return { kind: source.kind, hash: source.hash };
    case "sample":
      return { kind: source.kind, path: source.path };
    case "procedural":
      return { kind: source.kind, pattern: source.pattern, seed: source.seed };
    default:
      return source satisfies never;
  }
}
