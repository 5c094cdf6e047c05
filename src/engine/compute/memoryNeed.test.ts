import { describe, expect, it } from "vitest";
import {
  defaultPatchSettings,
  type PatchSettings,
  type TrainingData,
} from "../../protocol/project.ts";
import { memoryBudget, memoryNeed } from "./memoryNeed.ts";

function data(photos: number, changes: Partial<PatchSettings> = {}): TrainingData {
  const source = { kind: "procedural", pattern: "dots", seed: 1 } as const;
  const all = Array.from({ length: photos }, (_, at) => ({
    id: `${at}`,
    name: "p",
    source,
    width: 4000,
    height: 3000,
  }));
  return {
    classes: [{ id: "c", name: "c", photos: all }],
    patches: { ...defaultPatchSettings, ...changes },
    heldOut: [],
  };
}

const hparams = { batchSize: 32, width: 32 };
const budget = memoryBudget(8);

describe("the memory that training takes", () => {
  it("is little for some photos, and nothing is refused", () => {
    const need = memoryNeed(data(40), hparams, budget);
    expect(need).toMatchObject({ patches: 40 * 5 * 7, fits: null });
    expect(need.bytes).toBeLessThan(budget / 4);
  });

  it.each<[string, TrainingData, typeof hparams]>([
    ["two sliders at their ends", data(120, { shortSide: 1024, overlap: 0.75 }), hparams],
    ["thousands of photos", data(5000), hparams],
    ["random crops", data(2000, { cut: "random", cropsPerPhoto: 256 }), hparams],
    ["large batches", data(10), { batchSize: 256, width: 128 }],
  ])("is too much for %s, and the settings offered fit", (_, asked, settings) => {
    const { bytes, fits } = memoryNeed(asked, settings, budget);
    expect(bytes).toBeGreaterThan(budget);
    const { batchSize = settings.batchSize, ...patches } = fits ?? {};
    const offered = { ...asked, patches: { ...asked.patches, ...patches } };
    const again = memoryNeed(offered, { ...settings, batchSize }, budget);
    expect(again.fits).toBeNull();
    expect(again.bytes).toBeLessThanOrEqual(budget);
    expect(fits).not.toEqual({});
  });

  it("cannot be helped where not even one crop a photo fits", () => {
    const need = memoryNeed(data(40_000), hparams, budget);
    expect(need.bytes).toBeGreaterThan(budget);
    expect(need.fits).toBeNull();
  });

  it("is half of what there is, and never more than a page is lent", () => {
    expect([memoryBudget(1), memoryBudget(), memoryBudget(8)]).toEqual(
      [0.5, 2, 2].map((gib) => gib * 2 ** 30),
    );
  });
});
