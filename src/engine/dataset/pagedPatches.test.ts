/** Patches that are too many to be at hand are dealt out to pages, kept, and found again. */
import { describe, expect, it, vi } from "vitest";
import { encodeSlot } from "../../data/checkpointSlot.ts";
import { UnreadableImage } from "../../data/errors.ts";
import { type FileStore, memoryFileStore } from "../../data/fileStore.ts";
import { PageCache } from "../../data/pageCache.ts";
import type { PhotoSource, TextureClass, TrainingData } from "../../protocol/project.ts";
import { defaultPatchSettings } from "../../protocol/project.ts";
import { referred } from "../../protocol/runData.ts";
import { keptOrCut } from "./keptPatches.ts";
import { type PatchPages, StoredPages } from "./patchPages.ts";

const size = 16;
const patchBytes = size ** 2 * 3;
/** 9 patches a photo. */
const side = 32;
/** Eight pages of six patches at hand, and volumes of ten patches. */
const limits = { residentPatchBytes: 8 * 6 * size ** 2 * 4, dealtPatchBytes: 10 * patchBytes };

function textureClass(id: string, firstSeed: number, count: number): TextureClass {
  const photos = Array.from({ length: count }, (_, at) => ({
    id: `${id}${at}`,
    name: id,
    source: { kind: "procedural", pattern: "dots", seed: firstSeed + at } as const,
    width: side,
    height: side,
  }));
  return { id, name: id, photos };
}

function dataOf(counts: readonly number[], heldOut: readonly string[] = []): TrainingData {
  const classes = counts.map((count, label) => textureClass(`${"abc"[label]}`, 80 * label, count));
  const patches = { ...defaultPatchSettings, size, shortSide: side } as const;
  return { classes, patches, heldOut };
}

function opened(changes: Partial<FileStore> = {}, unreadable: readonly number[] = []) {
  const files: FileStore = { ...memoryFileStore(), storage: "kept", ...changes };
  let reads = 0;
  const cutting = async (data: TrainingData, leftOut: readonly string[] = []) => {
    const tools = {
      cache: new PageCache(files),
      limits,
      photos: async () => data,
      resolvePhoto: async (source: Blob | PhotoSource) => {
        reads++;
        const seed = "kind" in source && source.kind === "procedural" ? source.seed : 0;
        if (unreadable.includes(seed)) throw new UnreadableImage("unreadable");
        const pixels = new Uint8Array(side ** 2 * 3).map((_, at) => (at % 3 === 0 ? seed : at));
        return { width: side, height: side, pixels };
      },
    };
    return keptOrCut(tools, referred(data), "labels", leftOut);
  };
  return { files, cutting, reads: () => reads };
}

const pagesOf = async ({ pages }: { readonly pages?: PatchPages }) => {
  if (!pages) throw new Error("There are no pages");
  return Promise.all(
    pages.pages.map(async ({ labels, photos }, page) => ({
      labels: [...labels],
      photos: [...photos],
      pixels: Buffer.from(await pages.read(page)).toString("latin1"),
    })),
  );
};

describe("patches that can be at hand at once", () => {
  it("lie in no pages", async () => {
    const { training, pages } = await opened().cutting(dataOf([2, 3]));
    expect(pages).toBeUndefined();
    expect(training.labels).toHaveLength(45);
  });
});

describe("patches that are too many", () => {
  it("are dealt out to pages that are each like the whole, and none is lost", async () => {
    const pages = await pagesOf(await opened().cutting(dataOf([8, 16])));
    expect(pages).toHaveLength(36);
    for (const { labels, photos, pixels } of pages) {
      expect(labels.toSorted()).toEqual([0, 0, 1, 1, 1, 1]);
      const seeds = photos.map((photo) => (photo < 8 ? photo : 80 + photo - 8));
      expect(seeds).toEqual(photos.map((_, at) => pixels.charCodeAt(at * patchBytes)));
    }
    const counts = new Map<number, number>();
    for (const photo of pages.flatMap(({ photos }) => photos))
      counts.set(photo, (counts.get(photo) ?? 0) + 1);
    expect([...counts.values()]).toEqual(Array.from({ length: 24 }, () => 9));
  });

  it("are in every page though their class is rare, and held-out ones no more than a page", async () => {
    const data = dataOf([1, 30, 3], ["b0", "b1", "c0"]);
    const cut = await opened().cutting(data);
    const pages = await pagesOf(cut);
    expect(pages.length).toBeGreaterThan(18); // than patches of class 0
    for (const { labels } of pages) {
      expect(new Set(labels)).toEqual(new Set([0, 1, 2]));
      expect(labels.length).toBeLessThanOrEqual(6);
    }
    expect([...cut.heldOut.photos]).toEqual([1, 1, 2, 2, 31, 31]);
    expect(cut.training.labels).toEqual(Int32Array.from(pages[0]?.labels ?? []));
  });

  it("are found again in a later session, of photos that are not read again", async () => {
    const { files, cutting, reads } = opened();
    const first = await cutting(dataOf([8, 16], ["a0"]));
    expect(reads()).toBe(24);
    const again = await cutting(dataOf([8, 16], ["a0"]));
    expect(reads()).toBe(24);
    expect(await pagesOf(again)).toEqual(await pagesOf(first));
    expect(again.heldOut).toEqual(first.heldOut);
    expect((await files.names()).filter((name) => /\.v\d+$/.test(name))).toHaveLength(21);
  });

  it.each<[string, Partial<FileStore>]>([
    ["nothing outlives the session", { storage: "memory" }],
    [
      "storage is full",
      {
        write: async () => {
          throw new Error("full");
        },
      },
    ],
  ])("are the same where %s, and cut again in a later one", async (_, changes) => {
    const kept = await pagesOf(await opened().cutting(dataOf([8, 16])));
    const { cutting, reads } = opened(changes);
    expect(await pagesOf(await cutting(dataOf([8, 16])))).toEqual(kept);
    expect(await pagesOf(await cutting(dataOf([8, 16])))).toEqual(kept);
    expect(reads()).toBe(48);
  });

  it("are the same whether a photo failed or is left out, which is known later", async () => {
    const failing = opened({}, [3, 83]);
    const first = await failing.cutting(dataOf([8, 16]));
    expect(first.leftOut).toEqual(["a3", "b3"]);
    const reads = failing.reads();
    const again = await failing.cutting(dataOf([8, 16]), ["a3", "b3"]);
    expect(failing.reads()).toBe(reads);
    const without = await opened().cutting(dataOf([8, 16]), ["a3", "b3"]);
    for (const other of [again, without])
      expect(await pagesOf(other)).toEqual(await pagesOf(first));
    await failing.cutting(dataOf([8, 16])); // a run that knows nothing of it tries it again
    expect(failing.reads()).toBeGreaterThan(reads);
  });

  it.each<[string, (files: FileStore, name: string) => Promise<void>]>([
    ["gone", (files, name) => files.remove(name)],
    ["damaged", (files, name) => files.write(name, new Uint8Array(7000))],
  ])("are cut again where a volume is %s", async (_, spoil) => {
    const { files, cutting, reads } = opened();
    const first = await cutting(dataOf([8, 16]));
    const kept = await pagesOf(first);
    await spoil(files, (await files.names()).find((name) => name.endsWith(".v3")) ?? "");
    const found = await cutting(dataOf([8, 16])).then(pagesOf, () => null);
    expect(found ?? (await pagesOf(await cutting(dataOf([8, 16]))))).toEqual(kept);
    expect(reads()).toBe(48);
  });

  it("are not mistaken for those of another volume", async () => {
    const chunk = new Uint8Array(patchBytes);
    const volumes = [0, 1].map((volume) => new Blob([encodeSlot(volume, chunk)]));
    const labels = new Int32Array(2);
    const deal = { size, pages: [{ labels, photos: labels }], counts: [[1], [1]] };
    const onDamaged = vi.fn(async () => undefined);
    const read = (...files: Blob[]) => new StoredPages(deal, files, onDamaged).read(0);
    expect(await read(...volumes)).toHaveLength(2 * patchBytes);
    expect(onDamaged).not.toHaveBeenCalled();
    await expect(read(...volumes.toReversed())).rejects.toMatchObject({ name: "LostPatches" });
    expect(onDamaged).toHaveBeenCalledTimes(1);
  });
});
