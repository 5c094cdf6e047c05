/** Mutated image files through the real import, decoder and all, on the lab page. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { bmpBytes, gifBytes, pngBytes } from "../src/data/testing/imageBytes.ts";
import { mutatedBytes } from "../src/data/testing/mutated.ts";
import type { Rng } from "../src/lib/rng.ts";

export interface MutatedImport {
  readonly imported: number;
  /** Left out with a reason. */
  readonly skipped: number;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Sound pictures of every format that the page and our fixtures can write. */
export async function soundImages(page: Page): Promise<Bytes[]> {
  const files = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(40, 30);
    const context = canvas.getContext("2d");
    for (let x = 0; context && x < 40; x++) {
      context.fillStyle = `rgb(${x * 6} ${200 - x * 4} 90)`;
      context.fillRect(x, x % 7, 1, 30);
    }
    const types = ["image/jpeg", "image/webp", "image/png"];
    const blobs = await Promise.all(types.map((type) => canvas.convertToBlob({ type })));
    return Promise.all(blobs.map(async (blob) => [...new Uint8Array(await blob.arrayBuffer())]));
  });
  const own = [pngBytes(24, 16), bmpBytes(12, 9, [9, 99, 200]), gifBytes(9, 7, [40, 200])];
  return [...own, ...files.map((bytes) => Uint8Array.from(bytes))];
}

/**
 * Imports `count` mutations of the seeds.
 * @param page   the lab's, its engine started
 * @param folder emptied first
 */
export async function importMutated(
  page: Page,
  folder: string,
  seeds: readonly Bytes[],
  count: number,
  rng: Rng,
): Promise<MutatedImport> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (let n = 0; n < count; n++) writeFileSync(join(folder, `${n}.png`), mutatedBytes(seeds, rng));
  await page.locator("#train").setInputFiles(folder);
  return page.evaluate(async () => {
    const { classes, skipped } = await window.lab.importFolder("train");
    const imported = classes.reduce((sum, { photos }) => sum + photos.length, 0);
    return { imported, skipped: skipped.length };
  });
}
