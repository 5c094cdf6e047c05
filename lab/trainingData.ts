/** Imported folders as training data, with the photos to hold out. */

import { UsageError } from "../scripts/program.ts";
import type { ImportedFolder } from "../src/lab/labApi.ts";
import { classNameKey } from "../src/lib/className.ts";
import { foldsOf, holdOut } from "../src/lib/holdOut.ts";
import { photoContent, splitPhotosOf } from "../src/protocol/photoContent.ts";
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
  const datasets = splitsOf(classes, patches, split);
  for (const data of datasets) refuseUntrained(data, split);
  return datasets;
}

function splitsOf(
  classes: readonly TextureClass[],
  patches: PatchSettings,
  split: Split,
): TrainingData[] {
  switch (split.kind) {
    case "share":
      return [{ classes, patches, heldOut: heldOutSeries(classes, patches, split.series) }];
    case "folds":
      return foldsOf(splitPhotosOf(classes), split.folds, patches.seed)
        .filter((heldOut) => heldOut.length > 0)
        .map((heldOut) => ({ classes, patches, heldOut }));
    case "folder":
      return [withTestPhotos(classes, patches, split.test)];
    default:
      return split satisfies never;
  }
}

/** Throws where a class has nothing to learn from: all of it, copies and all, is held out at once. */
function refuseUntrained({ classes, heldOut }: TrainingData, { kind }: Split): void {
  const held = new Set(heldOut);
  const lone = classes.find(
    ({ photos }) => photos.length > 0 && photos.every(({ id }) => held.has(id)),
  );
  if (!lone) return;
  const flag = kind === "folder" ? "--test" : "--folds";
  throw new UsageError(
    `${flag}: all photos of class ${lone.name}, or copies of them, are held out`,
  );
}

/** A share of every class; what belongs to one series goes one way, and so do copies. */
function heldOutSeries(
  classes: readonly TextureClass[],
  { heldOutShare, seed }: PatchSettings,
  series?: RegExp,
): string[] {
  if (!series) return holdOut(splitPhotosOf(classes), heldOutShare, seed);
  const named = classes.map(({ photos }) =>
    photos.map(({ id, name, source }) => ({
      id,
      series: `series ${name.replace(series, "")}`,
      content: photoContent(source),
    })),
  );
  const leaderOf = linked(named.flat().map((photo) => [photo.series, photo.content] as const));
  const photos = named.map((entries) =>
    entries.map(({ id, series: own }) => ({ id, content: leaderOf(own) })),
  );
  return holdOut(photos, heldOutShare, seed);
}

/** Joins what is linked, also over others; gives the first of those that belong together. */
function linked(links: readonly (readonly [string, string])[]): (key: string) => string {
  const leaders = new Map<string, string>();
  const leaderOf = (key: string): string => {
    let leader = key;
    for (let next = leaders.get(leader); next !== undefined; next = leaders.get(leader)) {
      leader = next;
    }
    return leader;
  };
  for (const [a, b] of links) {
    const [first, second] = [leaderOf(a), leaderOf(b)];
    if (first !== second) leaders.set(second, first);
  }
  return leaderOf;
}

/** Test photos join their class under ids of their own and are all held out; copies of them are not learnt. */
function withTestPhotos(
  classes: readonly TextureClass[],
  patches: PatchSettings,
  test: readonly ImportedClass[],
): TrainingData {
  const learnt = new Set(classes.map(({ name }) => classNameKey(name)));
  const stranger = test.find(({ name }) => !learnt.has(classNameKey(name)));
  if (stranger) throw new UsageError(`--test: class ${stranger.name} is not in --train`);
  const testPhotos = new Map(
    test.map(({ name, photos }) => [
      classNameKey(name),
      photos.map((photo) => ({ ...photo, id: `test/${photo.id}` })),
    ]),
  );
  const asked = new Set(
    test.flatMap(({ photos }) => photos.map(({ source }) => photoContent(source))),
  );
  return {
    classes: classes.map((entry) => ({
      ...entry,
      photos: [
        ...entry.photos.filter(({ source }) => !asked.has(photoContent(source))),
        ...(testPhotos.get(classNameKey(entry.name)) ?? []),
      ],
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
