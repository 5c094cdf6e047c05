import { describe, expect, it } from "vitest";
import { amountOf, type PatchAmount } from "../../protocol/dataset.ts";
import { defaultPatchSettings, type PatchSettings } from "../../protocol/project.ts";
import { memoryBudget, memoryNeed } from "./memoryNeed.ts";

function photos(count: number, changes: Partial<PatchSettings> = {}): PatchAmount {
  const sizes = [{ width: 4000, height: 3000, count }];
  return { sizes, patches: { ...defaultPatchSettings, ...changes } };
}

const hparams = { batchSize: 32, width: 32 };
const budget = memoryBudget(8);
/** Of a small machine, which cannot have as many patches at hand as a run may. */
const small = memoryBudget(1);

describe("the memory that training takes", () => {
  it("is little for some photos, and nothing is refused", () => {
    const need = memoryNeed(photos(40), hparams, budget);
    expect(need).toMatchObject({ patches: 40 * 5 * 7, fits: null });
    expect(need.bytes).toBeLessThan(budget / 4);
  });

  it.each<[string, PatchAmount, typeof hparams]>([
    ["two sliders at their ends", photos(120, { shortSide: 1024, overlap: 0.75 }), hparams],
    ["thousands of photos", photos(5000), hparams],
    ["random crops", photos(2000, { cut: "random", cropsPerPhoto: 256 }), hparams],
    ["large batches", photos(10), { batchSize: 256, width: 128 }],
  ])("is too much for %s, and the settings offered fit", (_, asked, settings) => {
    const { bytes, fits } = memoryNeed(asked, settings, small);
    expect(bytes).toBeGreaterThan(small);
    const { batchSize = settings.batchSize, ...patches } = fits ?? {};
    const offered = { ...asked, patches: { ...asked.patches, ...patches } };
    const again = memoryNeed(offered, { ...settings, batchSize }, small);
    expect(again.fits).toBeNull();
    expect(again.bytes).toBeLessThanOrEqual(small);
    expect(fits).not.toEqual({});
  });

  it("cannot be helped where not even one crop a photo fits", () => {
    const need = memoryNeed(photos(40_000), hparams, small);
    expect(need.bytes).toBeGreaterThan(small);
    expect(need.fits).toBeNull();
  });

  it("is no more for any number of patches than for those that are at hand at once", () => {
    const { bytes } = memoryNeed(photos(40_000), hparams, budget);
    expect(bytes).toBeLessThan(budget);
    expect(bytes).toBe(memoryNeed(photos(1000), hparams, budget).bytes);
  });

  it("follows from how many photos there are of each size", () => {
    const photo = (width: number) => ({
      id: `${width}`,
      name: "p",
      source: { kind: "procedural", pattern: "dots", seed: 1 } as const,
      width,
      height: 300,
    });
    const classes = [{ photos: [photo(300), photo(600)] }, { photos: [photo(300)] }];
    const amount = amountOf({ classes, patches: { ...defaultPatchSettings, shortSide: 64 } });
    expect(amount.sizes).toEqual([
      { width: 300, height: 300, count: 2 },
      { width: 600, height: 300, count: 1 },
    ]);
    expect(memoryNeed(amount, hparams, budget).patches).toBe(2 * 1 + 3);
  });

  it("is half of what there is, and never more than a page is lent", () => {
    expect([memoryBudget(1), memoryBudget(), memoryBudget(8)]).toEqual(
      [0.5, 2, 2].map((gib) => gib * 2 ** 30),
    );
  });
});
