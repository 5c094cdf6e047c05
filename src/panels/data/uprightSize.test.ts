import { expect, it } from "vitest";
import { countPatches } from "../../data/cutPatches.ts";
import { defaultPatchSettings } from "../../protocol/project.ts";
import { uprightSize } from "./uprightSize.ts";

const lying = { width: 800, height: 600 };
const standing = { width: 600, height: 800 };

it("is as recorded, unless the photo is seen to stand", () => {
  expect(uprightSize(lying, null)).toEqual(lying);
  expect(uprightSize(lying, { width: 1024, height: 768 })).toEqual(lying);
  expect(uprightSize(lying, { width: 768, height: 1024 })).toEqual(standing);
  expect(uprightSize(standing, { width: 40, height: 30 })).toEqual(lying);
  expect(uprightSize({ width: 100, height: 99 }, { width: 64, height: 64 })).toMatchObject({
    width: 100,
  });
});

it.each(["grid", "random"] as const)(
  "counts as many patches of a photo whose sides change places (%s)",
  (cut) => {
    const settings = { ...defaultPatchSettings, cut };
    const count = ({ width, height }: typeof lying) => countPatches(width, height, settings);
    expect(count(lying)).toBe(count(standing));
    expect(count(lying)).toBeGreaterThan(1);
  },
);
