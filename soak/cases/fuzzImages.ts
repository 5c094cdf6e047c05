/**
 * Mutated image files through the real import, decoder and all: every file ends as a photo or as a line of
 * the report, and the page says nothing else.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { startLab } from "../../e2e/labRuns.ts";
import { buildIfNeeded, serveApp } from "../../scripts/builtApp.ts";
import { ensureChromium, quietFlags } from "../../scripts/chromium.ts";
import { bmpBytes, gifBytes, pngBytes } from "../../src/data/testing/imageBytes.ts";
import { mutatedBytes } from "../../src/data/testing/mutated.ts";
import { Rng } from "../../src/lib/rng.ts";
import { rendererMegabytes } from "../rendererMemory.ts";
import type { SoakCase } from "../soakCase.ts";

/** Files of one import. */
const batch = 250;
/** Growth of the page and its workers after the first import, MB. */
const mostGrowth = 200;
/** Two files at once, 5 s each at most, and room for a busy machine. */
const batchMs = 20 * 60 * 1000;

export const fuzzImages: SoakCase = {
  summary: "mutated image files through the real import",
  count: 10_000,
  async run({ count, seed, onProgress }) {
    const executablePath = ensureChromium();
    await buildIfNeeded();
    const app = await serveApp();
    const browser = await chromium.launch({ executablePath, args: [...quietFlags] });
    const folder = join(tmpdir(), `latent-loom-fuzz-${process.pid}`);
    try {
      const { page, faults } = await openLab(browser, app.url);
      const seeds = [
        pngBytes(24, 16),
        bmpBytes(12, 9, [9, 99, 200]),
        gifBytes(9, 7, [40, 200]),
        ...(await encoded(page)),
      ];
      const rng = new Rng(seed);
      let [taken, left, firstMegabytes] = [0, 0, 0];
      for (let at = 0; at < count; at += batch) {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder, { recursive: true });
        const files = Math.min(batch, count - at);
        for (let n = 0; n < files; n++)
          writeFileSync(join(folder, `${at + n}.png`), mutatedBytes(seeds, rng));
        const { imported, skipped } = await importAll(page, folder);
        if (imported + skipped !== files)
          faults.push(`files from ${at}: ${files} given, ${imported + skipped} accounted for`);
        taken += imported;
        left += skipped;
        if (at === 0) firstMegabytes = await rendererMegabytes(browser);
        onProgress(at + files, count);
      }
      const growth = Math.round((await rendererMegabytes(browser)) - firstMegabytes);
      if (growth > mostGrowth) faults.push(`memory grew by ${growth} MB`);
      const figures = { taken, leftOut: left, megabytesGrown: growth };
      return { passed: faults.length === 0, figures, failures: faults };
    } finally {
      await browser.close();
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function openLab(browser: Browser, url: string) {
  const faults: string[] = [];
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  page.on("crash", () => faults.push("the page crashed"));
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  await startLab(page, "wasm");
  return { page, faults };
}

/** A picture as the browser's own encoders write it. */
async function encoded(page: Page): Promise<Uint8Array<ArrayBuffer>[]> {
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
  return files.map((bytes) => Uint8Array.from(bytes));
}

async function importAll(
  page: Page,
  folder: string,
): Promise<{ imported: number; skipped: number }> {
  page.setDefaultTimeout(batchMs);
  await page.locator("#train").setInputFiles(folder);
  return page.evaluate(async () => {
    const { classes, skipped } = await window.lab.importFolder("train");
    const imported = classes.reduce((sum, { photos }) => sum + photos.length, 0);
    return { imported, skipped: skipped.length };
  });
}
