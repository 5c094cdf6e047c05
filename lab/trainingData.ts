/** Imported folders as training data, with the photos to hold out. */

import { UsageError } from "../scripts/program.ts";
import type { ImportedFolder } from "../src/lab/labApi.ts";
import { foldsOf, holdOut } from "../src/lib/holdOut.ts";
import type { PatchSettings, TextureClass, TrainingData } from "../src/protocol/project.ts";

type ImportedClass = ImportedFolder["classes"][number];

/** How the photos to hold out are chosen; see `ClassifyArgs`. */
export type Split =
  | { readonly kind: "share"; readonly series?: RegExp }
  | { readonly kind: "folds"; readonly folds: number }
  | { readonly kind: "folder"; readonly test: readonly ImportedClass[] };

/** One training a fold; a single one for the other splits. */
export function trainingDataOf(
  imported: readonly ImportedClass[],
  patches: PatchSettings,
  split: Split,
): TrainingData[] {
  const classes = imported.map(({ name, photos }) => ({ id: name, name, photos }));
  const ids = classes.map(({ photos }) => photos.map(({ id }) => id));
  switch (split.kind) {
    case "share":
      return [{ classes, patches, heldOut: heldOutSeries(classes, patches, split.series) }];
    case "folds": {
      const lone = classes.find(({ photos }) => photos.length < 2);
      if (lone) throw new UsageError(`--folds: class ${lone.name} has only one photo`);
      return foldsOf(ids, split.folds, patches.seed)
        .filter((heldOut) => heldOut.length > 0)
        .map((heldOut) => ({ classes, patches, heldOut }));
    }
    case "folder":
      return [withTestPhotos(classes, patches, split.test)];
    default:
      return split satisfies never;
  }
}

/** A share of every class; what belongs to one series goes one way. */
function heldOutSeries(
  classes: readonly TextureClass[],
  { heldOutShare, seed }: PatchSettings,
  series?: RegExp,
): string[] {
  const seriesOf = ({ id, name }: { readonly id: string; readonly name: string }) =>
    series ? name.replace(series, "") : id;
  const names = classes.map(({ photos }) => [...new Set(photos.map(seriesOf))]);
  const chosen = new Set(holdOut(names, heldOutShare, seed));
  return classes.flatMap(({ photos }) =>
    photos.filter((photo) => chosen.has(seriesOf(photo))).map(({ id }) => id),
  );
}

/** Test photos join their class under ids of their own and are all held out. */
function withTestPhotos(
  classes: readonly TextureClass[],
  patches: PatchSettings,
  test: readonly ImportedClass[],
): TrainingData {
  const stranger = test.find(({ name }) => !classes.some((entry) => entry.name === name));
  if (stranger) throw new UsageError(`--test: class ${stranger.name} is not in --train`);
  const testPhotos = new Map(
    test.map(({ name, photos }) => [
      name,
      photos.map((photo) => ({ ...photo, id: `test/${photo.id}` })),
    ]),
  );
  return {
    classes: classes.map((entry) => ({
      ...entry,
      photos: [...entry.photos, ...(testPhotos.get(entry.name) ?? [])],
    })),
    patches,
    heldOut: [...testPhotos.values()].flat().map(({ id }) => id),
  };
}

/** The photos to train on or to judge, with the index of each one's class. */
export function photosOf(data: TrainingData, which: "training" | "heldOut") {
  const heldOut = new Set(data.heldOut);
  return data.classes.flatMap(({ photos }, label) =>
    photos
      .filter(({ id }) => heldOut.has(id) === (which === "heldOut"))
      .map((photo) => ({ photo, label })),
  );
}
