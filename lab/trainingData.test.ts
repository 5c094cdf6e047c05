import { describe, expect, it } from "vitest";
import { defaultPatchSettings, type Photo } from "../src/protocol/project.ts";
import { photosOf, trainingDataOf } from "./trainingData.ts";

const photo = (id: string): Photo => ({
  id,
  name: `${id}.png`,
  source: { kind: "stored", hash: id },
  width: 64,
  height: 64,
});
const folder = (name: string, count: number) => ({
  name,
  photos: Array.from({ length: count }, (_, i) => photo(`${name}${i}`)),
});
const classes = [folder("grass", 7), folder("sand", 5)];

describe("training data", () => {
  it("holds out a share of every class", () => {
    const [data] = trainingDataOf(classes, defaultPatchSettings, { kind: "share" });
    expect(data?.heldOut).toHaveLength(2);
  });

  it("holds out together what belongs to one series", () => {
    const crops = { name: "grass", photos: ["a0", "a1", "b0", "b1", "c0", "c1"].map(photo) };
    const split = { kind: "share", series: /\d\.png$/ } as const;
    const [data] = trainingDataOf([crops], defaultPatchSettings, split);
    expect(data?.heldOut).toHaveLength(2);
    expect(new Set(data?.heldOut.map((id) => id[0])).size).toBe(1);
  });

  it("holds out every photo once over the folds", () => {
    const folds = trainingDataOf(classes, defaultPatchSettings, { kind: "folds", folds: 5 });
    expect(folds.flatMap(({ heldOut }) => heldOut).sort()).toEqual(
      classes.flatMap(({ photos }) => photos.map(({ id }) => id)).sort(),
    );
  });

  it("keeps a test folder's photos apart, and learns no copy of them", () => {
    const test = [folder("sand", 2)];
    const [data] = trainingDataOf(classes, defaultPatchSettings, { kind: "folder", test });
    expect(data?.heldOut).toEqual(["test/sand0", "test/sand1"]);
    if (!data) return;
    expect(photosOf(data, "training")).toHaveLength(10);
    expect(photosOf(data, "heldOut").map(({ label }) => label)).toEqual([1, 1]);
  });

  it("holds out together copies, also where they link two series", () => {
    const named = (id: string, name: string, hash: string): Photo => ({
      ...photo(id),
      name,
      source: { kind: "stored", hash },
    });
    const linked = [
      named("1", "a0.png", "x"),
      named("2", "b0.png", "x"),
      named("3", "b1.png", "y"),
    ];
    const crops = { name: "grass", photos: [...linked, named("4", "c0.png", "z")] };
    for (const seed of [1, 2, 3, 4]) {
      const split = { kind: "share", series: /\d\.png$/ } as const;
      const [data] = trainingDataOf([crops], { ...defaultPatchSettings, seed }, split);
      expect([["4"], ["1", "2", "3"]]).toContainEqual(data?.heldOut);
    }
  });

  it("refuses a test class that was never trained, and folds over a lone photo", () => {
    const unknown = { kind: "folder", test: [folder("mud", 1)] } as const;
    expect(() => trainingDataOf(classes, defaultPatchSettings, unknown)).toThrow(/class mud/);
    const lone = [...classes, folder("mud", 1)];
    const folds = { kind: "folds", folds: 2 } as const;
    expect(() => trainingDataOf(lone, defaultPatchSettings, folds)).toThrow(/class mud/);
    const copied = { name: "mud", photos: [photo("m"), { ...photo("m"), id: "m+2" }] };
    expect(() => trainingDataOf([...classes, copied], defaultPatchSettings, folds)).toThrow(
      /copies/,
    );
  });
});
