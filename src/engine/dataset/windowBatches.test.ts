/** Batches out of more patches than are at hand: all come up, none but those at hand, and step n is always the same. */
import { describe, expect, it, vi } from "vitest";
import type { PatchPages } from "./patchPages.ts";
import { PatchWindow, pagesAtOnce } from "./patchWindow.ts";
import { type FedRows, WindowBatches } from "./windowBatches.ts";

const size = 16;
const patchBytes = size ** 2 * 3;
const perPage = 12;
const strengths = { roll: 0, flip: 0, turn: 0, brightness: 0, contrast: 0, grey: 0 };
const settings = { batchSize: 4, seed: 7, grouping: "mixed", strengths } as const;

/** Every third patch is of class 1; the numbers of page and place are in all pixels. */
function pagesOf(count: number): PatchPages {
  const labels = Int32Array.from({ length: perPage }, (_, at) => (at % 3 === 0 ? 1 : 0));
  return {
    size,
    pages: Array.from({ length: count }, (_, page) => ({ labels, photos: labels.map(() => page) })),
    read: vi.fn(async (page: number) =>
      Uint8Array.from({ length: perPage * patchBytes }, (_, at) =>
        at % 3 === 0 ? page : Math.floor(at / patchBytes),
      ),
    ),
  };
}

const windowOn = (pages: PatchPages) => new PatchWindow(pages, () => Promise.reject(new Error()));

/** "page place" of each patch of a batch. */
const idsOf = ({ table, patches }: FedRows): string[] =>
  [...table.filter((_, at) => at % 10 === 0)].map((row) => {
    const pixel = patches[row * size ** 2] as number;
    return `${pixel & 255} ${(pixel >> 8) & 255}`;
  });

async function idsAt(batches: WindowBatches, step: number): Promise<string[]> {
  await batches.ready(step);
  return idsOf(batches.rowsAt(step));
}

describe("batches out of pages that come and go", () => {
  it("show every patch in a round of all pages, and all about equally often", async () => {
    const pages = pagesOf(20);
    const batches = new WindowBatches(windowOn(pages), settings);
    const seen = new Map<string, number>();
    const turns = 20 + pagesAtOnce; // the first pages begin in the midst of their stay
    for (
      let step = 0;
      step < turns * 4;
      step++ // 14 are due in a turn at most
    )
      for (const id of await idsAt(batches, step)) seen.set(id, (seen.get(id) ?? 0) + 1);
    expect(seen.size).toBe(20 * perPage);
    expect(Math.max(...seen.values())).toBeLessThanOrEqual(6);
  });

  it("hold no more pages than they may, and read each once a stay", async () => {
    const pages = pagesOf(20);
    const window = windowOn(pages);
    const batches = new WindowBatches(window, settings);
    for (let step = 0; step < 40; step++) {
      await batches.ready(step);
      expect(window.bytes).toBe((pagesAtOnce - 1) * perPage * patchBytes);
    }
    expect(pages.read).toHaveBeenCalledTimes(pagesAtOnce - 1 + 10); // a turn takes four steps
  });

  it("are the same at a step whatever came before it", async () => {
    const unbroken = new WindowBatches(windowOn(pagesOf(20)), settings);
    for (let step = 0; step < 30; step++) await unbroken.ready(step);
    const resumed = new WindowBatches(windowOn(pagesOf(20)), settings);
    expect(await idsAt(resumed, 30)).toEqual(await idsAt(unbroken, 30));
    const other = new WindowBatches(windowOn(pagesOf(20)), { ...settings, seed: 8 });
    expect(await idsAt(other, 30)).not.toEqual(await idsAt(unbroken, 30));
  });

  it.each([
    ["balanced", [0, 1, 0, 1]],
    ["twofold", [0, 0, 0, 0, 1, 1, 1, 1]],
  ] as const)("are %s, with labels of their own", async (grouping, labels) => {
    const batches = new WindowBatches(windowOn(pagesOf(20)), { ...settings, grouping });
    await batches.ready(9);
    const rows = batches.rowsAt(9);
    expect([...rows.labels]).toEqual(labels);
    expect(idsOf(rows).map((id) => (Number(id.split(" ")[1]) % 3 === 0 ? 1 : 0))).toEqual(labels);
  });
});

describe("a page that cannot be read any more", () => {
  const failing = (pages: PatchPages, change = pages.pages): PatchPages => ({
    ...pages,
    pages: change,
    read: () => Promise.reject(new Error("gone")),
  });

  it("is cut again where that gives the same", async () => {
    const reopen = vi.fn(async () => pagesOf(20));
    const batches = new WindowBatches(new PatchWindow(failing(pagesOf(20)), reopen), settings);
    const sound = new WindowBatches(windowOn(pagesOf(20)), settings);
    expect(await idsAt(batches, 5)).toEqual(await idsAt(sound, 5));
    expect(reopen).toHaveBeenCalledTimes(1);
  });

  it.each<[string, () => Promise<PatchPages>]>([
    ["gives others", async () => pagesOf(19)],
    ["fails", () => Promise.reject(new Error("no photo"))],
    ["is unreadable", async () => failing(pagesOf(20))],
  ])("is named where cutting again %s", async (_, reopen) => {
    const batches = new WindowBatches(new PatchWindow(failing(pagesOf(20)), reopen), settings);
    await expect(batches.ready(5)).rejects.toThrow();
  });
});
