import { expect, it } from "vitest";
import type { ResolvePhoto } from "../../data/resolvePhoto.ts";
import { gridPlaces, placesRng, randomPlaces, scaleTo } from "../../lib/patchPlaces.ts";
import { Rng } from "../../lib/rng.ts";
import { glanceOf } from "../../protocol/dataset.ts";
import type { Photo, TextureClass } from "../../protocol/project.ts";
import { data } from "../testing/runsSession.ts";
import { sampleRows } from "./patchPreview.ts";
import { splitPatches } from "./trainingPatches.ts";

/** Noise, so that no two places of it look alike. */
const resolvePhoto: ResolvePhoto = async (source) => {
  const rng = new Rng("kind" in source && source.kind === "procedural" ? source.seed : 0);
  const pixels = Uint8Array.from({ length: 64 * 64 * 3 }, () => rng.below(256));
  return { width: 64, height: 64, pixels };
};

it("shows crops that training takes, of every class", async () => {
  const random = {
    ...data,
    patches: { ...data.patches, cut: "random", cropsPerPhoto: 4, seed: 9 },
  } as const;
  const { training, heldOut } = await splitPatches(random, "images", resolvePhoto);
  const side = data.patches.size ** 2 * 3;
  const taken = new Set(
    [training, heldOut].flatMap(({ pixels, labels }) =>
      Array.from(labels, (_, at) => pixels.subarray(at * side, (at + 1) * side).join()),
    ),
  );
  const rows = await sampleRows(glanceOf(random), resolvePhoto);
  expect(rows.map((row) => row.length)).toEqual([10, 10]);
  for (const patch of rows.flat()) expect(taken.has(patch.join())).toBe(true);
});

it("places differ from photo to photo, and no photo is enlarged more than four times", () => {
  const photo = { width: 100, height: 80 };
  const placesOf = (index: number) => randomPlaces(photo, 16, 6, placesRng(3, index));
  expect(placesOf(1)).toEqual(placesOf(1));
  expect(placesOf(1)).not.toEqual(placesOf(2));
  expect(gridPlaces(photo, 16, 0)).toHaveLength(7 * 5);
  expect(scaleTo(40, photo)).toBe(0.5);
  expect(scaleTo(1024, photo)).toBe(4);
});

it("is asked for with a few photos a class, however many there are, and counts all", () => {
  const [photo] = data.classes[0]?.photos ?? [];
  const many = (id: string, length: number) =>
    Array.from({ length }, (_, at) => ({ ...(photo as Photo), id: `${id}${at}` }));
  const classes = [3000, 7].map((length, at) => ({
    ...(data.classes[at] as TextureClass),
    photos: many(`${at}-`, length),
  }));
  const glance = glanceOf({ ...data, classes, heldOut: ["0-5", "0-2999", "1-0"] });
  expect(JSON.stringify(glance).length).toBeLessThan(5000);
  expect(glance.classes.map(({ first }) => first)).toEqual([0, 3000]);
  const counted = glance.classes.map(({ training, heldOut }) =>
    [training, heldOut].map(({ sizes }) => sizes.reduce((sum, { count }) => sum + count, 0)),
  );
  expect(counted).toEqual([
    [2998, 2],
    [6, 1],
  ]);
});
